/** A process outlives servers whose headers have no end, whenever memory is swept. */
import { beforeAll, expect, it } from "vitest";
import { type BundledScript, bundleScript } from "./support/bundled-script.ts";

let script: BundledScript;
beforeAll(async () => {
  script = await bundleScript("swept-script.ts");
});

it.each(["grpc", "grpc-web", "examine"])(
  "survives headers without end (%s)",
  async (how) => {
    expect(await script.run([how], 60_000)).toEqual({ stdout: "done", stderr: "" });
  },
  70_000,
);
