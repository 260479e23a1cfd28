/** Whatever a server writes over HTTP/2, at whatever time: every call ends, and the process lives. */
import { beforeAll, expect, it } from "vitest";
import { type BundledScript, bundleScript } from "./support/bundled-script.ts";

let script: BundledScript;
beforeAll(async () => {
  script = await bundleScript("hostile-script.ts");
});

it.each([1, 4, 6, 7])(
  "outlives a hostile server (seed %d)",
  async (seed) => {
    expect(await script.run([String(seed)], 120_000)).toEqual({ stdout: "done", stderr: "" });
  },
  130_000,
);
