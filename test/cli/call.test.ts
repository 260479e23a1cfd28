import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
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
  folder = await mkdtemp(join(tmpdir(), "byteglass-call-"));
});

afterAll(async () => {
  await sample?.stop();
  await rm(folder, { recursive: true, force: true });
});

const predict = "samples.vision.v1.VisionService/Predict";
const cat = '{"modelId": "general-v2", "inputs": [{"image": {"url": "https://example.test/cat.jpg"}}]}';
const answer = {
  status: { code: "SUCCESS", description: "Ok" },
  outputs: [
    {
      id: "out-7f3a",
      concepts: [
        { name: "cat", value: 0.9923 },
        { name: "whiskers", value: 0.9741 },
      ],
    },
  ],
};

const unchecked =
  "warning: --insecure accepts any certificate: whoever is in between can read and change what is sent.\n";
const unknownField = [
  "note: bytes 50–56, outputs[0].9: outputs[0].9 at 0x32 (50) is not in samples.vision.v1.Output; it is kept.",
  "    hint: The sender's schema is probably newer than this one: load it again.",
  "",
].join("\n");

describe("a unary call prints the answer as JSON", () => {
  it.each([
    ["plain, by reflection", () => [sample.grpc, predict, "-d", cat]],
    ["with -d last and =", () => [`--data=${cat}`, sample.grpc, predict]],
    ["with a dot before the method", () => [sample.grpc, predict.replace("/", "."), "-d", cat]],
    ["with a slash in front", () => [sample.grpc, `/${predict}`, "-d", cat]],
    ["by localhost", () => [sample.grpc.replace("127.0.0.1", "localhost"), predict, "-d", cat]],
    ["over http://", () => [`http://${sample.grpc}`, predict, "-d", cat]],
    ["over TLS", () => [sample.grpcTls, predict, "-d", cat, "--tls", "--cacert", sample.ca]],
    ["over https://", () => [`https://${sample.grpcTls}`, predict, "-d", cat, "--cacert", sample.ca]],
    ["over TLS, unchecked", () => [sample.grpcTls, predict, "-d", cat, "--tls", "--insecure"]],
    [
      "over mutual TLS",
      () =>
        [sample.grpcMtls, predict, "-d", cat, "--tls", "--cacert", sample.ca].concat([
          "--cert",
          sample.clientCert,
          "--key",
          sample.clientKey,
        ]),
    ],
    [
      "by .proto files",
      () => [sample.grpc, predict, "-d", cat, "-I", protos, "--proto", "samples/vision/v1/vision.proto"],
    ],
    ["by a descriptor set", () => [sample.grpc, predict, "-d", cat, "--protoset", descriptorSet]],
    [
      "by files and reflection",
      () => [sample.grpc, predict, "-d", cat, "--protoset", descriptorSet, "--reflect", sample.grpc],
    ],
    ["over HTTP + JSON", () => httpJson(sample.http, ["--reflect", sample.grpc])],
    ["over HTTP + JSON by a descriptor set", () => httpJson(sample.http, ["--protoset", descriptorSet])],
  ])("%s", async (_, words) => {
    const { exit, stdout, stderr } = await runByteglass(["call", ...words()]);
    expect([exit, JSON.parse(stdout)]).toEqual([0, answer]);
    // Over HTTP the field that the schema lacks was lost on the server already.
    const told = words().includes("http-json") ? "" : unknownField;
    expect(stderr).toBe(words().includes("--insecure") ? `${unchecked}${told}` : told);
  });

  const protos = inFolder("proto-samples/protos");
  const descriptorSet = inFolder("dist/proto-samples/samples.binpb");

  function httpJson(target: string, words: readonly string[]): string[] {
    return [target, predict, "--channel", "http-json", "-d", cat, ...words];
  }

  it("reads the message from a file, and from standard input", async () => {
    const file = join(folder, "body.json");
    await writeFile(file, cat);
    const fromFile = await runByteglass(["call", sample.grpc, predict, "-d", `@${file}`]);
    const fromInput = await runByteglass(["call", sample.grpc, predict, "-d", "-"], { stdin: cat });
    expect(JSON.parse(fromFile.stdout)).toEqual(answer);
    expect(fromInput).toEqual(fromFile);
  });

  it("sends an empty message when none is given", async () => {
    const { exit, stdout } = await runByteglass(["call", sample.grpc, "grpc.health.v1.Health/Check"]);
    expect([exit, JSON.parse(stdout)]).toEqual([0, { status: "SERVING" }]);
  });

  it("speaks over a unix socket, with localhost as the authority", async () => {
    const path = join(folder, "grpc.sock");
    const [host = "", port = ""] = sample.grpc.split(":");
    const proxy = createServer((socket) => {
      const server = connect(Number(port), host);
      socket.pipe(server).pipe(socket);
      for (const end of [socket, server]) end.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(path, resolve));
    const { exit, stdout } = await runByteglass(["call", `unix:${path}`, predict, "-d", cat]);
    proxy.close();
    expect([exit, JSON.parse(stdout)]).toEqual([0, answer]);
  });

  it("keeps every digit of a number, both ways", async () => {
    const echo = ["call", sample.grpc, "samples.sink.v1.EchoService/Echo"];
    const body =
      '{"int64Value": 9007199254740993, "uint64Value": "18446744073709551615", "doubleValue": 0.1}';
    const { exit, stdout } = await runByteglass([...echo, "-d", body]);
    expect([exit, JSON.parse(stdout)]).toEqual([
      0,
      { int64Value: "9007199254740993", uint64Value: "18446744073709551615", doubleValue: 0.1 },
    ]);
  });

  it("tells of a number that its field cannot hold exactly", async () => {
    const echo = ["call", sample.grpc, "samples.sink.v1.EchoService/Echo", "-d", '{"floatValue": 16777217}'];
    const { exit, stdout, stderr } = await runByteglass(echo);
    expect([exit, JSON.parse(stdout), stderr.split("\n")]).toEqual([
      0,
      { floatValue: 16777216 },
      [
        "warning: line 1, column 16, floatValue: 16777217 has no exact float: 16777216 is sent.",
        "    hint: Use an integer or string field where every digit counts.",
        "",
      ],
    ]);
  });
});

describe("call --json prints one object", () => {
  const hex = "120a67656e6572616c2d76321a20121e0a1c68747470733a2f2f6578616d706c652e746573742f6361742e6a7067";

  it("over gRPC", async () => {
    const { exit, stdout, stderr } = await runByteglass(["call", sample.grpc, predict, "-d", cat, "--json"]);
    expect([exit, stderr, stdout.split("\n").length]).toEqual([0, unknownField, 2]);
    expect(JSON.parse(stdout)).toMatchObject({
      method: predict,
      kind: "unary",
      channel: "grpc",
      target: sample.grpc,
      status: { code: 0, name: "OK", message: "OK", details: [] },
      headers: expect.arrayContaining([
        { name: "content-type", value: expect.stringMatching(/^application\/grpc/) },
      ]),
      trailers: expect.any(Array),
      times: {
        startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        headersAfter: expect.any(Number),
        duration: expect.any(Number),
      },
      sizes: { request: 46, response: 56, requestJson: 84, responseJson: 156 },
      requestHex: [hex],
      message: answer,
      messageHex: expect.stringMatching(/^0a07.*48808a82ba06$/),
      findings: [{ code: "unknown-field", path: "outputs[0].9", bytes: { start: 50, end: 56 } }],
    });
  });

  it("over HTTP + JSON, with the exchange and the same answer", async () => {
    const words = [
      "call",
      sample.http,
      predict,
      "--channel",
      "http-json",
      "--reflect",
      sample.grpc,
      "-d",
      cat,
    ];
    const overHttp = JSON.parse((await runByteglass([...words, "--json"])).stdout);
    const overGrpc = JSON.parse(
      (await runByteglass(["call", sample.grpc, predict, "-d", cat, "--json"])).stdout,
    );
    expect(overHttp).toMatchObject({
      channel: "http-json",
      status: { code: 0, name: "OK", httpStatus: 200 },
      requestHex: [hex],
      message: overGrpc.message,
      http: {
        method: "POST",
        url: `${sample.http}/v1/models/general-v2:predict`,
        rule: "POST /v1/models/{model_id}:predict",
        requestBody: '{"inputs":[{"image":{"url":"https://example.test/cat.jpg"}}]}',
        requestBodyByteLength: 61,
        responseBodyByteLength: Buffer.byteLength(overHttp.http.responseBody),
      },
    });
    expect(JSON.parse(overHttp.http.responseBody)).toEqual(answer);
  });

  it.each([
    ["0", "/v1/models/general-v2:predict"],
    ["1", "/v1/models/general-v2/versions/7:predict"],
  ])("by binding %s", async (binding, path) => {
    const body = cat.replace("{", '{"versionId": "7", ');
    const words = [
      "call",
      sample.http,
      predict,
      "--channel",
      "http-json",
      "--reflect",
      sample.grpc,
      "-d",
      body,
    ];
    const { stdout } = await runByteglass([...words, "--binding", binding, "--json"]);
    expect(JSON.parse(stdout).http.url).toBe(`${sample.http}${path}`);
  });

  it("keeps metadata in order, with its case, repeated and binary", async () => {
    const words = ["call", sample.grpc, "samples.sink.v1.EchoService/EchoMetadata", "--json"];
    const headers = ["x-first: 1", "x-twice: a", "x-twice: b", "trace-bin: CJYB"].flatMap((text) => [
      "-H",
      text,
    ]);
    const body = '{"headers": {"x-answer": "yes"}, "trailers": {"x-end-bin": "CJYB"}}';
    const { stdout } = await runByteglass([...words, ...headers, "-d", body]);
    const record = JSON.parse(stdout);
    expect(record.message.entries).toEqual(
      expect.arrayContaining([
        { name: "x-first", text: "1" },
        { name: "x-twice", text: "a, b" },
        { name: "trace-bin", bytes: "CJYB" },
      ]),
    );
    const asGiven = record.requestHeaders.filter(({ name }: { name: string }) => /^(x-|trace)/.test(name));
    expect(asGiven).toEqual([
      { name: "x-first", value: "1" },
      { name: "x-twice", value: "a" },
      { name: "x-twice", value: "b" },
      { name: "trace-bin", value: "CJYB" },
    ]);
    expect(record.headers).toContainEqual({ name: "x-answer", value: "yes" });
    expect(record.trailers).toContainEqual({ name: "x-end-bin", value: "CJYB" });
  });
});

describe("a type inside google.protobuf.Any", () => {
  const any = "samples.sink.v1.EchoService/EchoAny";
  const concept = '{"@type": "type.googleapis.com/samples.vision.v1.Concept", "name": "cat"}';

  it("is found by reflection though the method does not need it", async () => {
    const { exit, stdout, stderr } = await runByteglass(["call", sample.grpc, any, "-d", concept]);
    expect([exit, stderr, JSON.parse(stdout)]).toEqual([0, "", JSON.parse(concept)]);
  });

  it("is shown as bytes where nobody knows it", async () => {
    const body = '{"@type": "type.googleapis.com/samples.Nobody", "value": "CAE="}';
    const { exit, stdout, stderr } = await runByteglass(["call", sample.grpc, any, "-d", body]);
    expect([exit, JSON.parse(stdout)]).toEqual([0, JSON.parse(body)]);
    expect(stderr).toMatch(/^warning: .*samples\.Nobody .*not loaded/);
    expect(stderr).toMatch(/^warning: line 1, .* the bytes in "value" are sent as they are\.$/m);
  });
});

describe("streams", () => {
  it("print a server's messages one a line", async () => {
    const { exit, stdout } = await runByteglass([
      "call",
      sample.grpc,
      "samples.sink.v1.EchoService/ListBytes",
      "-d",
      '{"byteCount": 2, "messageCount": 3}',
    ]);
    expect(exit).toBe(0);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).index ?? 0),
    ).toEqual([0, 1, 2]);
  });

  it("print each message as it comes", async () => {
    const lines: number[] = [];
    const words = ["call", sample.grpc, "samples.sink.v1.EchoService/ListBytes", "-d"];
    await runByteglass([...words, '{"byteCount": 1, "messageCount": 3, "interval": "0.2s"}'], {
      onOutput: (_, stdout) => lines.push(stdout.split("\n").length - 1),
    });
    expect(lines).toEqual([1, 2, 3]);
  });

  it("take several JSON documents, from options and standard input", async () => {
    const upload = "samples.vision.v1.VisionService/UploadFrames";
    const frames = '{"sequence": 0, "keyFrame": true}{"sequence": 1}\n{"sequence": "2", "pixels": "AAAA"}';
    const { exit, stdout } = await runByteglass(["call", sample.grpc, upload, "-d", "-"], { stdin: frames });
    const split = [
      "-d",
      '{"sequence": 0, "keyFrame": true} {"sequence": 1}',
      "-d",
      '{"sequence": 2, "pixels": "AAAA"}',
    ];
    const again = await runByteglass(["call", sample.grpc, upload, ...split]);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ frameCount: "3", byteCount: "3" });
    expect(again.stdout).toBe(stdout);
  });

  it("go both ways", async () => {
    const words = ["call", sample.grpc, "samples.sink.v1.EchoService/EchoEach", "--json", "-d"];
    const { exit, stdout } = await runByteglass([...words, '{"int32Value": 1} {"int32Value": -1} {}']);
    expect(exit).toBe(0);
    const lines: { event: string; message?: object; hex?: string }[] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    for (const side of ["message-sent", "message-received"]) {
      expect(lines.filter(({ event }) => event === side)).toMatchObject([
        { message: { int32Value: 1 }, hex: "1801" },
        { message: { int32Value: -1 }, hex: "18ffffffffffffffffff01" },
        { message: {}, hex: "" },
      ]);
    }
  });

  it("keep what came before a failure", async () => {
    const words = ["call", sample.grpc, "samples.status.v1.StatusService/FailLater", "-d"];
    const { exit, stdout, stderr } = await runByteglass([
      ...words,
      '{"messageCount": 2, "failure": {"code": "ABORTED", "message": "enough"}}',
    ]);
    expect([exit, stdout]).toEqual([64 + 10, '{"number":1}\n{"number":2}\n']);
    expect(stderr).toContain("error: ABORTED (10): enough\n");
  });

  it("end by Ctrl C with what came until then", async () => {
    const words = ["call", sample.grpc, "samples.sink.v1.EchoService/ListBytes", "-d"];
    const { exit, stdout, stderr } = await runByteglass(
      [...words, '{"byteCount": 1, "messageCount": 1000, "interval": "0.05s"}'],
      { onOutput: (child) => void child.kill("SIGINT") },
    );
    expect([exit, stderr]).toEqual([130, "Cancelled.\n"]);
    expect(stdout).toMatch(/^\{"content":"[^"]*"\}\n/);
  });

  it("end quietly when the reader has read enough", async () => {
    const words = ["call", sample.grpc, "samples.sink.v1.EchoService/ListBytes", "-d"];
    const { exit, stderr } = await runByteglass([...words, '{"byteCount": 4000, "messageCount": 100000}'], {
      onOutput: (child) => child.stdout?.destroy(),
    });
    expect([exit, stderr]).toEqual([0, ""]);
  });
});
