import type { ServerHttp2Stream } from "node:http2";
import { afterAll, afterEach, expect, it } from "vitest";
import { ConnectionFailure } from "../../../core/channels/connection-failure.ts";
import type { SchemaSource } from "../../../core/contract/params.ts";
import { explainReflectionFailure } from "../../../core/engine/servers/reflection-failure.ts";
import { createEngine } from "../../../core/engine.ts";
import { ByteglassError } from "../../../core/error.ts";
import { statusError } from "../../../core/schema/reflection/status.ts";
import { type RunningHttp2Server, startHttp2Server } from "../../channels/support/http2-server.ts";
import { startTcpServer } from "../../channels/support/tcp-server.ts";

const engine = createEngine();
let server: RunningHttp2Server | undefined;
afterEach(() => server?.stop());
afterAll(() => engine.close());

async function failureOf(port: number, timeout: number): Promise<readonly string[]> {
  const target = `127.0.0.1:${port}`;
  const source: SchemaSource = {
    kind: "reflection",
    server: { target, security: { mode: "plaintext" } },
    metadata: [],
    version: "auto",
    timeout,
  };
  const failure = await engine
    .openSchema({ operationId: "open", sources: [source] })
    .catch(ByteglassError.from);
  if (!(failure instanceof ByteglassError)) throw new Error("Reflection did not fail.");
  return [failure.code, failure.message.replaceAll(target, "HERE"), failure.hint];
}

const page = (status: number, text: string) => (stream: ServerHttp2Stream) => {
  stream.respond({ ":status": status, "content-type": "text/html" });
  stream.end(text);
};

const sources =
  "Give the schema as .proto files (--proto FILE, -I FOLDER for imports) or as a descriptor set (--protoset FILE).";

it.each<[string, (stream: ServerHttp2Stream) => void, readonly string[]]>([
  [
    "a proxy before a server that is down",
    page(502, "<h1>Bad Gateway</h1>"),
    [
      "unreachable",
      "Reflection failed. A proxy answered HTTP 502: the server behind it did not answer. The answer is not gRPC: HTTP 502, text/html, “Bad Gateway”.",
      "Check that the server behind it runs, and where the proxy looks for it.",
    ],
  ],
  [
    "a web server",
    page(200, "<h1>Welcome</h1>"),
    [
      "unreachable",
      "Reflection failed. A web page came where a gRPC answer was expected: a login or portal page of a network or proxy, or a web server at this address. The answer is not gRPC: HTTP 200, text/html, “Welcome”.",
      "Open the address in a browser to see what it wants, and check the address and the port.",
    ],
  ],
  [
    "a redirect",
    (stream) => {
      stream.respond({ ":status": 301, location: "https://elsewhere.example/" }, { endStream: true });
    },
    [
      "unreachable",
      "Reflection failed. HTTP 301 came where a gRPC answer was expected: a redirect to https://elsewhere.example/. The answer is not gRPC: HTTP 301, no content-type, redirect to https://elsewhere.example/.",
      "Redirects are not followed: use the address it points to, if that is meant; a proxy that wants a login first does this, too.",
    ],
  ],
  [
    "a proxy that wants a client certificate",
    page(400, "No required SSL certificate was sent"),
    [
      "unreachable",
      "Reflection failed. The server wants a client certificate that it trusts. The answer is not gRPC: HTTP 400, text/html, “No required SSL certificate was sent”.",
      "Give the client certificate and its key (--cert FILE --key FILE).",
    ],
  ],
  [
    "a proxy that wants credentials",
    page(401, "who are you"),
    [
      "no-reflection",
      'The server refuses reflection: UNAUTHENTICATED, "The answer is not gRPC: HTTP 401, text/html, “who are you”." (HTTP 401).',
      "Send the metadata it wants with reflection (an authorization header, for instance), or give the schema as .proto files (--proto FILE) or as a descriptor set (--protoset FILE).",
    ],
  ],
  [
    "a server that knows neither version",
    page(404, "nothing here"),
    [
      "no-reflection",
      `The server offers no reflection: ${["v1", "v1alpha"]
        .map(
          (version) =>
            `grpc.reflection.${version} answered UNIMPLEMENTED, "The answer is not gRPC: HTTP 404, text/html, “nothing here”." (HTTP 404)`,
        )
        .join("; ")}.`,
      sources,
    ],
  ],
])("%s is told in the words of a call", async (_who, answer, expected) => {
  server = await startHttp2Server(answer);
  expect(await failureOf(server.port, 5_000)).toEqual(expected);
});

it("a server that never says a word is told from one that is slow", async () => {
  server = await startTcpServer(() => undefined);
  expect(await failureOf(server.port, 1500)).toEqual([
    "timeout",
    "HERE takes the connection and says nothing.",
    "Check the port, and whether the server hangs; a port forward or load balancer with no server behind it does this, too.",
  ]);
  server.stop();
  server = await startHttp2Server(() => undefined);
  expect(await failureOf(server.port, 1500)).toEqual([
    "timeout",
    expect.stringMatching(
      /^Reflection was not answered in time: DEADLINE_EXCEEDED, "Deadline exceeded after [\d.]+s"\.$/,
    ),
    "Allow more time, or reflect only the service you need.",
  ]);
});

it.each<[ConnectionFailure["reason"], string]>([
  ["certificate-authority", "tls"],
  ["certificate-self-signed", "tls"],
  ["handshake-closed", "tls"],
  ["server-name", "tls"],
  ["plaintext-to-tls", "tls"],
  ["refused", "unreachable"],
  ["silent", "unreachable"],
])("a connection that failed by %s is an error of %s", async (reason, code) => {
  const cause = new ConnectionFailure(reason, "a.example:1", "", "It failed.");
  const error = statusError({ code: 14, message: "It failed.", cause }, undefined);
  expect([error.code, (await explainReflectionFailure(error)).code]).toEqual([code, code]);
});
