/** gRPC-Web in text (base64), which the Connect router does not speak: passed on to the same port in bytes. */
import { connect, type IncomingHttpHeaders } from "node:http2";
import { Transform } from "node:stream";
import type { connectNodeAdapter } from "@connectrpc/connect-node";

type Handler = ReturnType<typeof connectNodeAdapter>;
type NodeServerRequest = Parameters<Handler>[0];
type NodeServerResponse = Parameters<Handler>[1];

const TEXT = "application/grpc-web-text";
const BYTES = "application/grpc-web";

/** True for a request in text. */
export function isTextRequest({ headers }: NodeServerRequest): boolean {
  return headers["content-type"]?.startsWith(TEXT) === true;
}

/** Answers a request in text by one in bytes to `port` of loopback, over HTTP/2, which streams both ways. */
export function bridgeText(asked: NodeServerRequest, answered: NodeServerResponse, port: number): void {
  const session = connect(`http://127.0.0.1:${port}`);
  const onward = session.request({
    ...withoutConnection(asked.headers),
    ":method": "POST",
    ":path": asked.url ?? "/",
    "content-type": `${BYTES}+proto`,
    accept: `${BYTES}+proto`,
  });
  onward.on("response", (headers) => {
    const type = String(headers["content-type"] ?? "").replace(BYTES, TEXT);
    answered.writeHead(Number(headers[":status"] ?? 500), {
      ...withoutConnection(headers),
      "content-type": type,
    });
    // Each piece is encoded by itself, padded: the protocol allows it, and clients have to cope.
    onward.on("data", (chunk: Buffer) => answered.write(chunk.toString("base64")));
    onward.on("end", () => answered.end());
  });
  for (const source of [session, onward]) source.on("error", () => answered.destroy());
  onward.on("close", () => session.close());
  answered.on("close", () => session.destroy());
  asked.pipe(decoder()).pipe(onward);
}

function withoutConnection(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(
    ([name]) => !/^(:|host$|connection$|keep-alive$|transfer-encoding$|content-length$)/.test(name),
  );
  return Object.fromEntries(kept);
}

function decoder(): Transform {
  let rest = "";
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const text = rest + chunk.toString("latin1");
      const whole = text.length - (text.length % 4);
      rest = text.slice(whole);
      const parts = text.slice(0, whole).match(/[^=]+=*/g) ?? [];
      done(null, Buffer.concat(parts.map((part) => Buffer.from(part, "base64"))));
    },
  });
}
