/** The door of the sample server. */
export { runSample } from "./main.ts";
export type { SampleServer, SampleServerOptions } from "./start.ts";
export { startSampleServer } from "./start.ts";
