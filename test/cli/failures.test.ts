import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt, inFolder } from "./build-cli.ts";
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
const descriptorSet = inFolder("dist/proto-samples/samples.binpb");

/** Words, and what standard error says to them; names of addresses in braces stand for the sample's. */
type Case = readonly [
  title: string,
  words: readonly string[],
  exit: number,
  stderr: readonly (string | RegExp)[],
];

/** Fills in the sample's addresses. */
function fill(text: string): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
    name in sample ? String(Reflect.get(sample, name)) : whole,
  );
}

async function check([, words, exit, stderr]: Case): Promise<void> {
  const outcome = await runByteglass(words.map(fill));
  expect({
    exit: outcome.exit,
    stdout: outcome.stdout,
    stderr: outcome.stderr.split("\n").slice(0, -1),
  }).toEqual({
    exit,
    stdout: "",
    stderr: stderr.map((line) => (typeof line === "string" ? fill(line) : expect.stringMatching(line))),
  });
}

describe("no connection", () => {
  const nothing = ["error: Nothing listens at 127.0.0.1:1.", "hint: Start the server, or check the port."];
  const plaintext = [
    "error: The server at {grpcTls} speaks TLS, and it was spoken to in plaintext.",
    "hint: Use TLS (--tls).",
  ];
  const notTrusted = [
    "error: The certificate of {grpcTls} was issued by an authority that is not trusted here: unable to verify the first certificate.",
    "hint: If it is a private authority, give its certificate (--cacert FILE).",
  ];
  const wantsCertificate = [
    "error: The server at {grpcMtls} wants a client certificate that it trusts: TLS: tlsv13 alert certificate required.",
    "hint: Give the client certificate and its key (--cert FILE --key FILE).",
  ];
  const tls = [
    "error: The server at {grpc} speaks plaintext, and it was spoken to with TLS.",
    "hint: If plaintext is meant, choose it (--plaintext).",
  ];
  const http1 = [
    /^error: The server at 127\.0\.0\.1:\d+ speaks HTTP\/1 only, and gRPC needs HTTP\/2\.$/,
    "hint: Check the port, or that a proxy in between passes HTTP/2 on; an HTTP + JSON server is called over the http-json channel (--channel http-json).",
  ];

  it.each<Case>([
    ["list, and no server", ["list", "127.0.0.1:1"], 78, nothing],
    ["call, and no server", ["call", "127.0.0.1:1", predict], 78, nothing],
    [
      "call with a schema, and no server",
      ["call", "127.0.0.1:1", predict, "--protoset", descriptorSet],
      78,
      [
        "error: UNAVAILABLE (14): connect ECONNREFUSED 127.0.0.1:1",
        "  Nothing listens at 127.0.0.1:1.",
        nothing[1] ?? "",
      ],
    ],
    [
      "call over HTTP, and no server",
      [
        "call",
        "http://127.0.0.1:1",
        predict,
        "--protoset",
        descriptorSet,
        "--channel",
        "http-json",
        "-d",
        '{"modelId": "a"}',
      ],
      78,
      [
        "error: UNAVAILABLE (14): connect ECONNREFUSED 127.0.0.1:1",
        "  Nothing listens at 127.0.0.1:1.",
        nothing[1] ?? "",
      ],
    ],
    ["plaintext to a TLS port", ["list", "{grpcTls}"], 78, plaintext],
    ["TLS to a plaintext port", ["list", "{grpc}", "--tls"], 78, tls],
    ["TLS with an unknown authority", ["list", "{grpcTls}", "--tls"], 78, notTrusted],
    [
      "TLS with another name",
      ["list", "{grpcTls}", "--tls", "--cacert", "{ca}", "--servername", "other.test"],
      78,
      [
        "error: The certificate of {grpcTls} is for another name: Hostname/IP does not match certificate's altnames: Host: other.test. is not in the cert's altnames: DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1.",
        "hint: Connect by a name that is in the certificate, or name the one to expect (--servername NAME).",
      ],
    ],
    [
      "mutual TLS without a certificate",
      ["list", "{grpcMtls}", "--tls", "--cacert", "{ca}"],
      78,
      wantsCertificate,
    ],
  ])("%s", (...row) => check(row));

  it("gRPC to an HTTP/1 port", async () => {
    const { exit, stdout, stderr } = await runByteglass(["list", sample.http]);
    const [error, hint] = stderr.split("\n");
    expect([exit, stdout, hint]).toEqual([78, "", http1[1]]);
    expect(error).toMatch(http1[0] ?? "");
  });

  it("a server that never answers, until --max-time", async () => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { exit, stderr } = await runByteglass(["list", `127.0.0.1:${port}`, "--max-time", "300ms"]);
    silent.close();
    expect([exit, stderr.split("\n")[0]]).toEqual([
      68,
      expect.stringMatching(/^error: .*(time|does not answer)/),
    ]);
  });

  it("a server that never answers, until Ctrl C", async () => {
    const silent: Server = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = silent.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const connected = new Promise<void>((resolve) => silent.once("connection", () => resolve()));
    const outcome = await runByteglass(["list", `127.0.0.1:${port}`], {
      onStart: (child) => void connected.then(() => child.kill("SIGINT")),
    });
    silent.close();
    expect(outcome).toEqual({ exit: 130, stdout: "", stderr: "Cancelled.\n" });
  });

  it("tells it as JSON too", async () => {
    const { exit, stdout } = await runByteglass(["list", "127.0.0.1:1", "--json"]);
    expect([exit, JSON.parse(stdout)]).toEqual([
      78,
      {
        error: {
          code: "unreachable",
          message: "Nothing listens at 127.0.0.1:1.",
          hint: "Start the server, or check the port.",
          findings: [],
        },
      },
    ]);
  });
});

describe("names that do not exist", () => {
  it.each<Case>([
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
        "hint: Check the path; a relative one starts from the folder Byteglass was started in.",
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
  ])("%s", (...row) => check(row));
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
    check([title, ["call", "{grpc}", predict, "-d", body], 2, [cannot, ...place, hint]]),
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

  it.each<Case>([
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
  ])("%s", (...row) => check(row));
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
    check([
      "",
      ["call", "{grpc}", predict, "-d", '{"modelId": "general-v2"}'],
      67,
      [
        "error: INVALID_ARGUMENT (3): inputs: must hold at least one input",
        "  The server refuses the request whatever state it is in: a value in it is wrong.",
        '  detail google.rpc.BadRequest: {"fieldViolations":[{"field":"inputs","description":"must hold at least one input"}]}',
        "hint: Check the request against the message and the details.",
      ],
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
      "300ms",
    ]);
    expect(exit).toBe(68);
    expect(stderr).toContain("\n  The deadline of 300 ms passed before the call was through.\n");
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

function httpStatusOf(stderr: string): string {
  return /HTTP (\d+)/.exec(stderr)?.[1] ?? "";
}
