import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

let sample: SampleProcess;
beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
});
afterAll(() => sample?.stop());

describe("probe", () => {
  it.each<[string, () => string[], number, RegExp]>([
    [
      "gRPC",
      () => [sample.grpc],
      0,
      /^127\.0\.0\.1:\d+ speaks gRPC over HTTP\/2 in plaintext\.\nhealth: SERVING$/m,
    ],
    [
      "gRPC with TLS",
      () => [sample.grpcTls, "--tls", "--cacert", sample.ca],
      0,
      /speaks gRPC over HTTP\/2 with TLS\.$/m,
    ],
    [
      "a TLS port in plaintext",
      () => [sample.grpcTls],
      78,
      /^The server at .* speaks TLS, and it was spoken to in plaintext\.$/m,
    ],
    [
      "an HTTP server",
      () => [sample.http],
      78,
      /^The server at .* speaks HTTP\/1 only, and gRPC needs HTTP\/2\.$/m,
    ],
    ["nothing", () => ["127.0.0.1:1"], 78, /^Nothing listens at 127\.0\.0\.1:1\.$/m],
  ])("of %s", async (_what, words, status, verdict) => {
    const { exit, stdout } = await runByteglass(["probe", ...words()]);
    expect([exit, stdout]).toEqual([status, expect.stringMatching(verdict)]);
  });

  it("is one JSON value", async () => {
    const { stdout } = await runByteglass(["probe", sample.grpcTls, "--tls", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      grpc: false,
      tls: { trusted: false, chain: [{ issuer: expect.stringContaining("CN=") }, {}].slice(0, 1) },
      diagnosis: { reason: "certificate-authority" },
    });
  });
});

describe("health", () => {
  it.each<[string, string[], number, string, string]>([
    ["of the server", [], 0, "SERVING\n", ""],
    [
      "of a service",
      ["--service", "samples.vision.v1.VisionService", "--json"],
      0,
      '{"state":"SERVING"}\n',
      "",
    ],
    ["of no service", ["--service", "no.Such"], 1, "SERVICE_UNKNOWN\n", ""],
  ])("%s", async (_what, words, status, expected, error) => {
    const { exit, stdout, stderr } = await runByteglass(["health", sample.grpc, ...words]);
    expect([exit, stdout, stderr]).toEqual([status, expected, error]);
  });

  it("is watched until Ctrl C", async () => {
    const { exit, stdout } = await runByteglass(["health", sample.grpc, "--watch"], {
      onOutput: (child) => child.kill("SIGINT"),
    });
    expect([exit, stdout]).toEqual([130, "SERVING\n"]);
  });
});

it("channelz says when a server has none", async () => {
  const { exit, stderr } = await runByteglass(["channelz", sample.grpc]);
  expect([exit, stderr.split("\n")[0]]).toEqual([
    2,
    "error: The server has no channelz service (grpc.channelz.v1.Channelz).",
  ]);
});
