import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt, inFolder } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

let sample: SampleProcess;
let folder: string;

beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
  folder = await mkdtemp(join(tmpdir(), "byteglass-discover-"));
  await writeFile(join(folder, "shop.proto"), shop);
});

afterAll(async () => {
  await sample?.stop();
  await rm(folder, { recursive: true, force: true });
});

const protos = inFolder("proto-samples/protos");
const descriptorSet = inFolder("dist/proto-samples/samples.binpb");
const shop = `syntax = "proto3";
package shop;

// Sells things.
service Shop {
  // Finds one.
  rpc Find(Wish) returns (Thing);
  rpc Watch(Wish) returns (stream Thing);
}

message Wish {
  // Part of its name.
  string name = 1;
}

message Thing {
  int64 id = 1;
}
`;

describe("byteglass list", () => {
  it("prints a method a line with its kind, aligned", async () => {
    const { exit, stdout, stderr } = await runByteglass(["list", sample.grpc]);
    expect([exit, stderr]).toEqual([0, ""]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toContain("samples.vision.v1.VisionService/Predict                        unary");
    expect(lines).toContain("samples.vision.v1.VisionService/UploadFrames                   client-stream");
    expect(lines).toContain("samples.vision.v1.ModelService/WatchTraining                   server-stream");
    expect(lines).toContain("samples.vision.v1.CaptionService/Live                          bidi-stream");
    expect(new Set(lines.map((line) => line.indexOf("  "))).size).toBeGreaterThan(0);
  });

  it("gives the same methods by reflection and by a descriptor set", async () => {
    const own = (text: string) =>
      text
        .split("\n")
        .filter((line) => line.startsWith("samples."))
        .sort();
    const reflected = await runByteglass(["list", sample.grpc]);
    const fromSet = await runByteglass(["list", "--protoset", descriptorSet]);
    const names = (text: string) => own(text).map((line) => line.replaceAll(/ +/g, " "));
    expect(names(fromSet.stdout)).toEqual(names(reflected.stdout));
  });

  it("reads .proto files without a server", async () => {
    expect(await runByteglass(["list", "--proto", join(folder, "shop.proto")])).toEqual({
      exit: 0,
      stderr: "",
      stdout: "shop.Shop/Find   unary\nshop.Shop/Watch  server-stream\n",
    });
  });

  it("answers as JSON with types, comments and bindings", async () => {
    const { exit, stdout } = await runByteglass(["list", sample.grpc, "--json"]);
    const { services, origin, findings } = JSON.parse(stdout);
    expect([exit, origin, findings]).toEqual([0, "reflection v1", []]);
    const vision = services.find(({ fullName }: { fullName: string }) => fullName.endsWith("VisionService"));
    expect(vision.comment).toBe("Recognises what is in pictures.");
    expect(vision.methods[0]).toMatchObject({
      name: "Predict",
      fullName: "samples.vision.v1.VisionService/Predict",
      kind: "unary",
      inputType: "samples.vision.v1.PredictRequest",
      outputType: "samples.vision.v1.MultiOutputResponse",
      deprecated: false,
    });
    expect(vision.methods[0].httpBindings[0]).toBe("POST /v1/models/{model_id}:predict");
  });
});

describe("byteglass describe", () => {
  const wish = ["message Wish {", "  // Part of its name.", "  string name = 1;", "}"];

  it("prints a symbol as .proto source with comments", async () => {
    const { exit, stdout, stderr } = await runByteglass([
      "describe",
      "shop.Wish",
      "--proto",
      join(folder, "shop.proto"),
    ]);
    expect([exit, stderr, stdout.trimEnd().split("\n")]).toEqual([0, "", wish]);
  });

  it.each([
    ["a service", "samples.vision.v1.VisionService", "service VisionService {"],
    [
      "a method",
      "samples.vision.v1.VisionService/Predict",
      "rpc Predict(PredictRequest) returns (MultiOutputResponse)",
    ],
    ["an enum", "samples.sink.v1.Colour", "COLOUR_VERDANT = 2;"],
  ])("prints %s that a server reflects", async (_, symbol, text) => {
    const { exit, stdout } = await runByteglass(["describe", sample.grpc, symbol]);
    expect([exit, stdout]).toEqual([0, expect.stringContaining(text)]);
  });

  it("prints everything when no symbol is named", async () => {
    const { exit, stdout } = await runByteglass(["describe", sample.grpc]);
    expect(exit).toBe(0);
    for (const text of ["service VisionService {", "message KitchenSink {", 'edition = "2023";']) {
      expect(stdout).toContain(text);
    }
  });

  it("answers as JSON", async () => {
    const words = ["describe", "shop.Wish", "--proto", join(folder, "shop.proto"), "--json"];
    const { stdout } = await runByteglass(words);
    expect(JSON.parse(stdout)).toEqual([
      { symbol: "shop.Wish", kind: "message", source: expect.stringContaining(wish.join("\n")) },
    ]);
  });
});

describe("byteglass template", () => {
  const predictRequest = "samples.vision.v1.PredictRequest";

  it("prints a body that can be sent as it is", async () => {
    const kitchen = ["samples.sink.v1.KitchenSink", "--reflect", sample.grpc];
    const { exit, stdout } = await runByteglass(["template", ...kitchen]);
    expect(exit).toBe(0);
    const echo = ["call", sample.grpc, "samples.sink.v1.EchoService/Echo", "-d", "-"];
    const answer = await runByteglass(echo, { stdin: stdout });
    expect([answer.exit, answer.stderr]).toEqual([0, ""]);
  });

  it("takes a method for its request", async () => {
    const words = ["--reflect", sample.grpc];
    const byType = await runByteglass(["template", predictRequest, ...words]);
    const byMethod = await runByteglass(["template", "samples.vision.v1.VisionService/Predict", ...words]);
    expect(byMethod).toEqual(byType);
    expect(Object.keys(JSON.parse(byType.stdout))).toContain("modelId");
  });

  it("answers as JSON", async () => {
    const words = [
      "template",
      predictRequest,
      "-I",
      protos,
      "--proto",
      "samples/vision/v1/vision.proto",
      "--json",
    ];
    const { stdout } = await runByteglass(words);
    expect(JSON.parse(stdout)).toMatchObject({ type: predictRequest, template: { modelId: "" } });
  });
});

describe("byteglass inspect with a type", () => {
  it("names the fields", async () => {
    const words = ["inspect", "--hex", "0a 03 61 62 63 10 07", "--type", "shop.Wish"];
    const { exit, stdout } = await runByteglass([...words, "--proto", join(folder, "shop.proto")]);
    expect([exit, stdout.split("\n")]).toEqual([
      0,
      [
        "7 bytes · shop.Wish · hex, 20 characters",
        '0000  0a 03 61 62 63             name  string  "abc"',
        "0005  10 07                      unknown field 2  int64  7  sint -4",
        "",
        "Findings",
        expect.stringMatching(/^ {2}bytes 5–7/),
        expect.stringMatching(/^ {4}hint: /),
        "",
      ],
    ]);
  });
});
