/** A gRPC server on node:http2 that does as little as it can, so that the clients are what is measured. */
import { createServer, type ServerHttp2Stream } from "node:http2";
import type { AddressInfo } from "node:net";

const HEADERS = { ":status": 200, "content-type": "application/grpc+proto" };
const BATCH = 256;

/** One length-prefixed `google.protobuf.BytesValue` of `length` bytes. */
function messageOf(length: number): Buffer {
  const size: number[] = [];
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    size.push(rest < 128 ? rest : (rest % 128) | 128);
    if (rest < 128) break;
  }
  const head = Buffer.from([0, 0, 0, 0, 0, 0x0a, ...size]);
  head.writeUInt32BE(head.length - 5 + length, 1);
  return Buffer.concat([head, Buffer.alloc(length, 7)]);
}

/** `/bench.Bench/Unary` answers with the request; `/bench.Bench/Stream` with COUNT messages of LENGTH bytes, as metadata says. */
function answer(stream: ServerHttp2Stream, path: string, count: number, length: number): void {
  stream.respond(HEADERS, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.on("error", () => undefined);
  if (path.endsWith("/Unary")) stream.pipe(stream);
  else {
    stream.resume();
    writeMany(stream, messageOf(length), count);
  }
}

function writeMany(stream: ServerHttp2Stream, message: Buffer, count: number): void {
  const perBatch = message.length > 10_000 ? 1 : BATCH;
  const batch = Buffer.concat(Array.from({ length: perBatch }, () => message));
  let left = count;
  const fill = (): void => {
    while (left > 0) {
      const now = Math.min(left, perBatch);
      left -= now;
      const chunk = now === perBatch ? batch : batch.subarray(0, now * message.length);
      if (!stream.write(chunk)) {
        stream.once("drain", fill);
        return;
      }
    }
    stream.end();
  };
  fill();
}

const server = createServer({
  maxSessionMemory: 1000,
  settings: { initialWindowSize: 16 * 1024 * 1024, maxConcurrentStreams: 1000 },
});
server.on("stream", (stream, headers) =>
  answer(
    stream,
    String(headers[":path"]),
    Number(headers["x-count"] ?? 1),
    Number(headers["x-length"] ?? 100),
  ),
);
server.listen(0, "127.0.0.1", () => console.log((server.address() as AddressInfo).port));
