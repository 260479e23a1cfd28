/** Servers that are not what was meant: each is told from the others, with a next step. */
import type { ServerHttp2Stream } from "node:http2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startHttp2Server } from "../channels/support/http2-server.ts";
import { startHttp1Server, startTcpServer, unusedPort } from "../channels/support/tcp-server.ts";
import { ensureBuilt, inFolder } from "../cli/build-cli.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import { lines } from "./support/terminal.ts";

const buy = "acme.shop.v1.Shop/Buy";
const files = ["--proto", "acme/shop.proto", "-I", inFolder("test/servers/packages")];

beforeAll(ensureBuilt);

interface Stranger {
  readonly port: number;
  readonly stop: () => void;
}

/** What `list`, `call` and `call --channel http-json` end with: exit status, explanation and hint. */
type Said = readonly [number, string, string];

const http1: Said = [
  78,
  "The server at HERE speaks HTTP/1 only, and gRPC needs HTTP/2.",
  "Check the port, or that a proxy in between passes HTTP/2 on; an HTTP + JSON server is called over the http-json channel (--channel http-json).",
];
const other: Said = [
  78,
  "Something listens at HERE, but it speaks neither HTTP nor TLS. The answer was “SSH-2.0-OpenSSH_9.2”, as an SSH server says.",
  "Check the port: this is another kind of server.",
];
const nobody: Said = [78, "Nothing listens at HERE.", "Start the server, or check the port."];
const silent: Said = [
  68,
  "HERE takes the connection and says nothing.",
  "Check the port, and whether the server hangs; a port forward or load balancer with no server behind it does this, too.",
];
const late: Said = [
  68,
  "The deadline of 3 s passed before the call was through: the connection stood, and no answer had begun.",
  "Give the call a longer deadline, or find out what is slow.",
];
const answer = (stream: ServerHttp2Stream): void => {
  stream.respond({ ":status": 200, "content-type": "text/plain" });
  stream.end("hello");
};
const foreign =
  "HTTP 200 with text/plain came where a gRPC answer was expected: the server does not speak gRPC at this address or path.";

describe.each<[string, () => Promise<Stranger>, readonly [Said, Said, Said], string?]>([
  ["nobody", async () => ({ port: await unusedPort(), stop: () => undefined }), [nobody, nobody, nobody]],
  [
    "a web server of HTTP/1",
    startHttp1Server,
    [
      http1,
      http1,
      [
        77,
        "The server answered HTTP 200, but not with this method's answer as JSON.",
        "Check the address and its base path, and that the schema is the one the server has.",
      ],
    ],
  ],
  [
    "a web server of HTTP/2",
    () => startHttp2Server(answer),
    [
      [
        2,
        `Reflection failed. ${foreign} The answer is not gRPC: HTTP 200, text/plain, “hello”.`,
        "Check that the address and the port are those of the API.",
      ],
      [66, foreign, "Check that the address and the port are those of the API."],
      [
        78,
        "The server at HERE speaks HTTP/2 only, as gRPC servers do; this channel speaks HTTP/1.1.",
        "Check that this is the port of the HTTP server; or speak HTTP/2 (--http-version 2), or call it over gRPC (--channel grpc).",
      ],
    ],
  ],
  [
    "a server of another protocol",
    () => startTcpServer((socket) => socket.end("SSH-2.0-OpenSSH_9.2\r\n")),
    [other, other, other],
  ],
  ["a server that never says a word", () => startTcpServer(() => undefined), [silent, silent, late], "3s"],
])("%s", (_who, start, [list, grpc, http], patience = "10s") => {
  let stranger: Stranger;
  beforeAll(async () => {
    stranger = await start();
  });
  afterAll(() => stranger.stop());

  it.each<[string, string[], Said]>([
    ["list", ["list", "HERE"], list],
    ["call", ["call", "HERE", buy, ...files], grpc],
    ["call over HTTP + JSON", ["call", "http://HERE", buy, ...files, "--channel", "http-json"], http],
  ])("%s", async (_what, words, expected) => {
    const here = `127.0.0.1:${stranger.port}`;
    const given = words.map((word) => word.replace("HERE", here));
    const [exit, stdout, ...said] = lines(await runByteglass([...given, "--max-time", patience]));
    const [hint, explanation] = said
      .reverse()
      .map((line) => String(line).replace(/^(error: |hint: | {2})/, ""));
    expect([stdout, exit, explanation?.replaceAll(here, "HERE"), hint]).toEqual(["", ...expected]);
  });
});
