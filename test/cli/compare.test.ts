import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type SampleServer, startSampleServer } from "../../proto-samples/server/index.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

let sample: SampleServer;
let words: string[];
beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleServer();
  words = [sample.addresses.grpc, "samples.vision.v1.VisionService/Predict", "-d", cat];
});
afterAll(() => sample.stop());

const cat = '{"modelId": "general-v2", "inputs": [{"image": {"url": "https://example.test/cat.jpg"}}]}';

describe("compare", () => {
  it("prints a line a channel and what it shows", async () => {
    const { grpc, http, web } = sample.addresses;
    const channels = `grpc,connect=${web},http-json`;
    const { stdout } = await runByteglass([
      "compare",
      ...words,
      "--channels",
      channels,
      "--http-target",
      http,
      "-n",
      "3",
    ]);
    expect(grpc).not.toBe("");
    const lines = stdout.split("\n");
    expect(lines[0]).toBe("samples.vision.v1.VisionService/Predict · 3 calls each, in turns");
    expect(lines[2]).toMatch(/^grpc {7}h2c +51 +\d+\/\d+ +61 +\d+\/\d+ +[\d.]+ .* reference$/);
    expect(stdout).toContain("3 calls are too few to say which is faster.");
    expect(lines[4]).toMatch(/ not all of it in JSON$/);
    expect(lines.slice(5, 7)).toEqual([
      "http-json: outputs[0].9: absent, and not 1732281600",
      "  The schema does not know field 9. JSON names its fields, so it has no place for this one.",
    ]);
  });

  it("is one object with --json, and exit status 1 where answers differ", async () => {
    const { http } = sample.addresses;
    const echo = ["compare", sample.addresses.grpc, "samples.sink.v1.EchoService/EchoMetadata", "-d", "{}"];
    const { exit, stdout } = await runByteglass([...echo, "--http-target", http, "-n", "2", "--json"]);
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      count: 2,
      channels: [
        { answer: "reference" },
        {
          answer: "different",
          differences: expect.arrayContaining([expect.objectContaining({ path: "channel" })]),
        },
      ],
    });
  });

  it("takes what HTTP is asked with, for the channels that have a place for it", async () => {
    const { http, web } = sample.addresses;
    const channels = `grpc,connect=${web},http-json=${http},http-protobuf=${web}`;
    const asked = ["--channels", channels, "--content-type", "application/proto", "--http-version", "1.1"];
    const get = ["samples.vision.v1.ModelService/GetModel", "-d", '{"name": "models/general-v2"}'];
    const given = ["compare", sample.addresses.grpc, ...get, ...asked, "-n", "1", "--binding", "0"];
    const { exit, stdout } = await runByteglass(given);
    expect([exit, stdout]).toEqual([0, expect.stringMatching(/^http-protobuf +http\/1\.1 .* same$/m)]);
  });

  it("says that an HTTP channel needs a server of its own", async () => {
    const { stdout } = await runByteglass(["compare", ...words, "-n", "1"]);
    expect(stdout).toContain(
      "hint: An HTTP channel was sent to the server of gRPC: name its own with --http-target",
    );
  });

  it("says so too where the gRPC server refuses the message", async () => {
    const channels = ["--channels", "grpc,connect", "-n", "1"];
    const refused = ["compare", ...words.slice(0, 2), "-d", '{"modelId": "none"}', ...channels];
    const { exit, stdout } = await runByteglass(refused);
    expect(exit).toBe(69);
    expect(stdout).toContain("hint: An HTTP channel was sent to the server of gRPC");
  });

  it("tells the likely cause where a channel does not answer, and what to do", async () => {
    const given = ["compare", ...words, "--channels", "grpc,connect=http://127.0.0.1:1", "-n", "2"];
    const { exit, stdout } = await runByteglass(given);
    expect(exit).toBe(1);
    expect(stdout).toMatch(
      /^connect: 2 × UNAVAILABLE.*\n {2}Nothing listens at 127\.0\.0\.1:1\. Start the server, or check the port\.$/m,
    );
  });

  it("names the near methods, and shows the place of a fault", async () => {
    const [target = "", name = ""] = words;
    const near = await runByteglass(["compare", target, name.slice(0, -1), "-d", "{}"]);
    expect([near.exit, near.stderr]).toEqual([2, expect.stringContaining(`Did you mean ${name}?`)]);
    const wrong = await runByteglass(["compare", target, name, "-d", '{"modelID": 1}']);
    expect([wrong.exit, wrong.stderr]).toEqual([
      2,
      expect.stringContaining('    {"modelID": 1}\n     ^^^^^^^^^\n'),
    ]);
  });

  it.each([
    [["--content-type", "a/b"], "--content-type says nothing without the channel http-protobuf."],
    [
      ["--channels", "grpc,connect", "--binding", "1"],
      "--binding says nothing without the channel http-json.",
    ],
  ])("refuses %j", async (options, message) => {
    const { exit, stderr } = await runByteglass(["compare", ...words, ...options]);
    expect([exit, stderr.split("\n")[0]]).toEqual([2, `error: ${message}`]);
  });

  it.each([
    ["of the calls when no channel answers", ["grpc=127.0.0.1:1", "http-json=http://127.0.0.1:1"], 78],
    ["1 when one does not", ["grpc", "http-json=http://127.0.0.1:1"], 1],
  ])("has the exit status %s", async (_, channels, status) => {
    const asked = ["compare", ...words, "--channels", channels.join(","), "-n", "1"];
    const schema = ["--reflect", sample.addresses.grpc];
    const { exit, stdout } = await runByteglass([...asked, ...schema]);
    expect(exit).toBe(status);
    expect(stdout).toMatch(/^http-json +– +– +– +– +– /m);
  });

  it("honours the options of calls on every channel", async () => {
    const { http, web } = sample.addresses;
    const channels = `grpc,connect=${web},http-json=${http}`;
    const name = "samples.sink.v1.EchoService/Echo";
    const body = JSON.stringify({ stringValue: "x".repeat(2000) });
    const asked = [
      "compare",
      sample.addresses.grpc,
      name,
      "-d",
      body,
      "--channels",
      channels,
      "-n",
      "2",
      "--json",
    ];
    const packed = await runByteglass([...asked, "--compress", "gzip"]);
    const { channels: told } = JSON.parse(packed.stdout) as {
      channels: { request: { body: number; uncompressedBody: number } }[];
    };
    for (const { request } of told.slice(0, 2))
      expect(request.body).toBeLessThan(request.uncompressedBody / 10);
    const bound = JSON.parse((await runByteglass([...asked, "--max-receive-size", "100"])).stdout);
    expect(
      bound.channels.map((one: { failures: { status: { name: string } }[] }) => one.failures[0]?.status.name),
    ).toEqual(["RESOURCE_EXHAUSTED", "RESOURCE_EXHAUSTED", "RESOURCE_EXHAUSTED"]);
  });

  it("sends the credentials with each call", async () => {
    const key = ["--api-key", "k=v", "--api-key-in", "query"];
    const { exit, stderr } = await runByteglass(["compare", ...words, "--channels", "grpc", ...key]);
    expect([exit, stderr.split("\n")[0]]).toEqual([
      2,
      "error: The channel grpc has no query to put the API key into.",
    ]);
  });

  it.each([
    [["--channels", "grcp"], '--channels has "grcp", which is no channel. Did you mean grpc?'],
    [["-n", "0"], '--count needs a number from 1 to 100000, not "0".'],
  ])("refuses %j", async (more, message) => {
    const { exit, stderr } = await runByteglass(["compare", ...words, ...more]);
    expect([exit, stderr.includes(message)]).toEqual([2, true]);
  });
});

describe("call --repeat", () => {
  it("tells how long many calls took", async () => {
    const { exit, stdout } = await runByteglass([
      "call",
      ...words,
      "--repeat",
      "-n",
      "20",
      "--concurrency",
      "2",
    ]);
    expect(exit).toBe(0);
    expect(stdout).toContain("20 calls, 2 at a time");
    expect(stdout).toContain("20 OK");
    expect(stdout).toContain("coordinated omission");
  });

  it("has the exit status of what failed", async () => {
    const fail = [sample.addresses.grpc, "samples.status.v1.StatusService/Fail", "-d", '{"code": 5}'];
    const { exit, stdout } = await runByteglass(["call", ...fail, "--repeat", "-n", "3", "--json"]);
    expect(exit).toBe(64 + 5);
    expect(JSON.parse(stdout)).toMatchObject({ count: 3, okCount: 0, failures: [{ count: 3 }] });
    const told = await runByteglass(["call", ...fail, "--repeat", "-n", "3"]);
    expect(told.stdout).toContain(
      "3 × NOT_FOUND: Failed with NOT_FOUND, as asked.\n  Something the request names does not exist. Check",
    );
  });

  it("writes the request for ghz", async () => {
    const { exit, stdout } = await runByteglass(["call", ...words, "--script", "ghz", "-n", "7"]);
    expect([exit, JSON.parse(stdout)]).toMatchObject([0, { total: 7, data: { modelId: "general-v2" } }]);
  });

  it("is asked for by name", async () => {
    const { exit, stderr } = await runByteglass(["call", ...words, "-n", "3"]);
    expect([exit, stderr.includes("--count belongs to --repeat.")]).toEqual([2, true]);
  });
});
