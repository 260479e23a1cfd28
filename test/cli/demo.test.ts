import { beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

beforeAll(ensureBuilt);

describe("byteglass demo", () => {
  it("does the main job, step by step", async () => {
    const { exit, stdout, stderr } = await runByteglass(["demo"]);
    expect([exit, stderr]).toEqual([0, ""]);
    expect(stdout.match(/^\d+\. .*$/gm)).toEqual([
      "1. Start a server to talk to",
      "2. Discover: ask the server what it offers, by reflection",
      "3. Pick a method",
      "4. Compose the request as JSON",
      "5. Encode: the JSON becomes bytes",
      "6. Send it over gRPC",
      "7. Send the same message over HTTP + JSON",
      "8. Compare",
    ]);
    expect(stdout).toContain("33 methods of 8 services came by reflection v1");
    expect(stdout).toContain('0000  12 0a 67 65 6e 65 72 61 …  modelId  string  "general-v2"');
    expect(stdout).toContain("traceId  uint64  9007199254740993");
    expect(stdout).toMatch(/POST http:\/\/127\.0\.0\.1:\d+\/v1\/models\/general-v2:predict/);
    expect(stdout).toContain("unknown field 9");
    expect(stdout).toContain("Both ways gave the same answer");
    expect(stdout.split("\n").filter((line) => /\s$/.test(line))).toEqual([]);
  });

  it("gives both answers as JSON", async () => {
    const { exit, stdout } = await runByteglass(["demo", "--json"]);
    const { grpc, http, same } = JSON.parse(stdout);
    expect([exit, same, http]).toEqual([0, true, grpc]);
    expect(grpc.outputs[0].concepts).toHaveLength(2);
  });
});
