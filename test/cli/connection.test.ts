import { createServer, type Server } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt, inFolder } from "./build-cli.ts";
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
const descriptorSet = inFolder("dist/proto-samples/samples.binpb");
const check = (...row: FailureCase) => expectFailure(sample, row);

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

  it.each<FailureCase>([
    ["list, and no server", ["list", "127.0.0.1:1"], 78, nothing],
    ["call, and no server", ["call", "127.0.0.1:1", predict], 78, nothing],
    ["health, and no server", ["health", "127.0.0.1:1"], 78, nothing],
    ["channelz, and no server", ["channelz", "127.0.0.1:1"], 78, nothing],
    ["health with TLS, and a server without", ["health", "{grpc}", "--tls"], 78, tls],
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
        "error: The certificate of {grpcTls} is for another name: other.test is not among its names, DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1.",
        "hint: Connect by one of its names, or have it checked for one of them in place of other.test (--servername localhost).",
      ],
    ],
    [
      "mutual TLS without a certificate",
      ["list", "{grpcMtls}", "--tls", "--cacert", "{ca}"],
      78,
      wantsCertificate,
    ],
  ])("%s", (...row) => check(...row));

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
    const { exit, stderr } = await runByteglass(["list", `127.0.0.1:${port}`, "--max-time", "2s"]);
    silent.close();
    expect([exit, stderr.split("\n")[0]]).toEqual([68, expect.stringMatching(/^error: .*says nothing\.$/)]);
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
          steps: [{ kind: "retry" }],
          findings: [],
          connection: expect.objectContaining({ target: "127.0.0.1:1" }),
        },
      },
    ]);
  });
});
