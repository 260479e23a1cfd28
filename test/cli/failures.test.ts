import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { expectFailure, type FailureCase } from "./expect-failure.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

let sample: SampleProcess;

beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
});

afterAll(() => sample?.stop());

const predict = "samples.vision.v1.VisionService/Predict";
const predictRequest = "samples.vision.v1.PredictRequest";
const fail = "samples.status.v1.StatusService/Fail";

const check = (...row: FailureCase) => expectFailure(sample, row);

describe("names that do not exist", () => {
  it.each<FailureCase>([
    [
      "a method",
      ["call", "{grpc}", `${predict}t`],
      2,
      [
        "error: The service samples.vision.v1.VisionService has no method Predictt.",
        /^hint: Did you mean samples\.vision\.v1\.VisionService\/Predict\b.*\?$/,
      ],
    ],
    [
      "a service",
      ["call", "{grpc}", "samples.vision.v1.VisonService/Predict"],
      2,
      [
        "error: The schema has no service samples.vision.v1.VisonService.",
        /^hint: Did you mean samples\.vision\.v1\.VisionService\/Predict\b.*\?$/,
      ],
    ],
    [
      "no method at all",
      ["call", "{grpc}", "Predict"],
      2,
      [
        "error: The schema has no service Predict.",
        /^hint: Did you mean samples\.vision\.v1\.VisionService\/Predict\b.*\?$/,
      ],
    ],
    [
      "a message type",
      ["template", "samples.vision.v1.PredictRequst", "--reflect", "{grpc}"],
      2,
      [
        "error: The schema has no message type samples.vision.v1.PredictRequst.",
        "hint: Did you mean samples.vision.v1.PredictRequest?",
      ],
    ],
    [
      "a symbol",
      ["describe", "{grpc}", "samples.vision.v1.Predict"],
      2,
      [
        "error: The schema has no symbol samples.vision.v1.Predict.",
        /^hint: Did you mean samples\.vision\.v1\./,
      ],
    ],
    [
      "an HTTP binding",
      ["call", "{http}", fail, "--reflect", "{grpc}", "--channel", "http-json", "--binding", "2"],
      2,
      [
        "error: samples.status.v1.StatusService/Fail has no HTTP binding 2.",
        "hint: Choose one of these: 0: GET /v1/status/{code}; 1: POST /v1/status:fail.",
      ],
    ],
    [
      "a .proto file",
      ["list", "--proto", "nowhere.proto"],
      2,
      [
        "error: No schema could be read from nowhere.proto.",
        "  nowhere.proto: There is no file or folder nowhere.proto.",
        "    hint: Check the path; a relative one starts from the folder Byteglass was started in.",
      ],
    ],
    [
      "a descriptor set",
      ["list", "--protoset", "nowhere.binpb"],
      2,
      [
        "error: The file nowhere.binpb could not be read: ENOENT: no such file or directory, open 'nowhere.binpb'.",
        "hint: Check the name and the permissions.",
      ],
    ],
  ])("%s", (...row) => check(...row));
});

describe("JSON that cannot be sent", () => {
  const cannot = `error: The JSON cannot be sent as ${predictRequest}.`;
  const hint = `hint: \`byteglass template ${predictRequest} …\` prints a body that fits. Nothing was sent.`;

  it.each<readonly [title: string, body: string, place: readonly string[]]>([
    [
      "it does not parse",
      '{"modelId": }',
      [
        '  line 1, column 13, modelId: Expected a value, but found "}".',
        '    {"modelId": }',
        "                ^",
        "    hint: Write a value here, or null.",
      ],
    ],
    [
      "an unknown field",
      '{"modelId": "a",\n  "inputs": [{"imag": {}}]}',
      [
        '  line 2, column 15, inputs[0].imag: "imag" is no field of samples.vision.v1.Input.',
        '      "inputs": [{"imag": {}}]}',
        "                  ^^^^^^",
        '    hint: Did you mean "image"?',
      ],
    ],
    [
      "a wrong type",
      '{"modelId": 3}',
      [
        "  line 1, column 13, modelId: Expected a string, but found 3.",
        '    {"modelId": 3}',
        "                ^",
      ],
    ],
    [
      "a number that does not fit",
      '{"maxConcepts": 99999999999}',
      [
        "  line 1, column 17, maxConcepts: Expected a whole number from -2147483648 to 2147483647 (int32), but found 99999999999.",
        '    {"maxConcepts": 99999999999}',
        "                    ^^^^^^^^^^^",
      ],
    ],
  ])("%s", (title, body, place) =>
    check(title, ["call", "{grpc}", predict, "-d", body], 2, [cannot, ...place, hint]),
  );

  it("names the file, and the place in it, of one message of several", async () => {
    const { exit, stderr } = await runByteglass(
      ["call", sample.grpc, "samples.vision.v1.VisionService/PredictEach", "-d", "-"],
      { stdin: '{"modelId": "a"}\n\n  {"modelId": "b",\n   "modelID": "c"}' },
    );
    expect(exit).toBe(2);
    expect(stderr).toContain("  standard input, line 4, column 4, modelID: ");
  });

  it("holds its places in the JSON of the error too", async () => {
    const { stdout } = await runByteglass(["call", sample.grpc, predict, "-d", '{"x": 1}', "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      error: {
        code: "bad-json",
        findings: [{ path: "x", text: { line: 1, column: 2, start: 1, end: 4 } }],
      },
    });
  });

  it.each<FailureCase>([
    [
      "two messages where one is taken",
      ["call", "{grpc}", predict, "-d", "{} {}"],
      2,
      [
        `error: ${predict} takes one message, and 2 were given.`,
        "hint: Call it once for each message; only a client stream or a bidirectional stream takes several.",
      ],
    ],
    [
      "a file that is not there",
      ["call", "{grpc}", predict, "-d", "@nowhere.json"],
      2,
      [
        "error: The file nowhere.json could not be read: ENOENT: no such file or directory, open 'nowhere.json'.",
        "hint: Check the name and the permissions; a relative name starts at the current folder.",
      ],
    ],
  ])("%s", (...row) => check(...row));
});

describe("an RPC that fails ends with 64 + its code", () => {
  it.each(Array.from({ length: 16 }, (_, index) => index + 1))(
    "code %i, over both channels",
    async (code) => {
      const body = `{"code": ${code}, "message": "as asked"}`;
      const overGrpc = await runByteglass(["call", sample.grpc, fail, "-d", body]);
      const words = [
        "call",
        sample.http,
        fail,
        "--channel",
        "http-json",
        "--reflect",
        sample.grpc,
        "-d",
        body,
      ];
      const overHttp = await runByteglass(words);
      expect([overGrpc.exit, overGrpc.stdout]).toEqual([64 + code, ""]);
      expect([overHttp.exit, overHttp.stdout]).toEqual([64 + code, ""]);
      const [name] = overGrpc.stderr.split("\n");
      expect(name).toMatch(new RegExp(`^error: [A-Z_]+ \\(${code}\\): as asked$`));
      expect(overHttp.stderr.split("\n")[0]).toBe(
        name?.replace(/\)/, `, HTTP ${httpStatusOf(overHttp.stderr)})`),
      );
    },
  );

  it("tells meaning, details and what to do", () =>
    check("", ["call", "{grpc}", predict, "-d", '{"modelId": "general-v2"}'], 67, [
      "error: INVALID_ARGUMENT (3): inputs: must hold at least one input",
      "  The server refuses the request whatever state it is in: a value in it is wrong.",
      '  detail google.rpc.BadRequest: {"fieldViolations":[{"field":"inputs","description":"must hold at least one input"}]}',
      "hint: Check the request against the message and the details.",
    ]));

  it("is one line with --json, details and all", async () => {
    const words = ["call", sample.grpc, predict, "-d", '{"modelId": "general-v2"}', "--json"];
    const { stdout } = await runByteglass(words);
    expect(stdout.indexOf("\n")).toBe(stdout.length - 1);
    expect(JSON.parse(stdout).status.details).toEqual([
      {
        typeUrl: "type.googleapis.com/google.rpc.BadRequest",
        value: { fieldViolations: [{ field: "inputs", description: "must hold at least one input" }] },
      },
    ]);
  });

  it("tells the deadline that passed", async () => {
    const { exit, stderr } = await runByteglass([
      "call",
      sample.grpc,
      "samples.status.v1.StatusService/Hang",
      "--max-time",
      "3s",
    ]);
    expect(exit).toBe(68);
    expect(stderr).toContain(
      "\n  The deadline of 3 s passed before the call was through: the connection stood, and no answer had begun.\n",
    );
  });

  it("has the status in the JSON of the call", async () => {
    const { exit, stdout } = await runByteglass(["call", sample.grpc, fail, "-d", '{"code": 5}', "--json"]);
    expect(exit).toBe(69);
    expect(JSON.parse(stdout)).toMatchObject({
      status: { code: 5, name: "NOT_FOUND", message: "Failed with NOT_FOUND, as asked." },
      message: null,
      messageHex: null,
    });
  });
});

describe("words in other places than theirs", () => {
  it.each<FailureCase>([
    ...["call", "compare", "copy"].map(
      (command): FailureCase => [
        `${command}: the method before the server`,
        [command, predict, "{grpc}", "-d", "{}"].concat(command === "copy" ? ["--as", "curl"] : []),
        2,
        [
          "error: TARGET and METHOD changed places.",
          `hint: Write the server first: byteglass ${command} {grpc} ${predict} ….`,
        ],
      ],
    ),
    [
      "a message without -d",
      ["call", "{grpc}", predict, '{"modelId": "a"}'],
      2,
      [
        'error: call does not know what to do with "{"modelId": "a"}".',
        "hint: A message is given with -d, in quotes: -d '{…}'.",
      ],
    ],
  ])("%s", check);
});

it("a fault in a .proto file has its place once, with the path of the file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "byteglass-fault-"));
  const file = join(folder, "a.proto");
  await writeFile(file, 'syntax = "proto3";\nmessage M {\n  strin id = 1;\n}\n');
  const { exit, stderr } = await runByteglass(["describe", "--proto", file]);
  await rm(folder, { recursive: true });
  expect(exit).toBe(2);
  expect(stderr).toContain(`${file}, line 3, column 3: "strin" is not defined.\n`);
  expect(stderr).not.toMatch(/line 3.*line 3/);
});

function httpStatusOf(stderr: string): string {
  return /HTTP (\d+)/.exec(stderr)?.[1] ?? "";
}
