/** A server that writes HTTP/2 frames byte by byte, to say what no library would (RFC 9113). */
import { type AddressInfo, createServer, type Socket } from "node:net";

export const FRAME = { data: 0, headers: 1, rst: 3, settings: 4, pushPromise: 5, goaway: 7 } as const;
const END_STREAM = 1;
const END_HEADERS = 4;
const ACK = 1;

/** One HTTP/2 frame. */
export function http2Frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header[3] = type;
  header[4] = flags;
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
}

/** `:status: 200` and `content-type: application/grpc` in HPACK. */
export function grpcHeaders(stream: number, endStream = false): Buffer {
  const type = Buffer.from("application/grpc");
  const block = Buffer.concat([Buffer.from([0x88, 0x5f, type.length]), type]);
  return http2Frame(FRAME.headers, END_HEADERS | (endStream ? END_STREAM : 0), stream, block);
}

export function rstStream(stream: number, code: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(code);
  return http2Frame(FRAME.rst, 0, stream, payload);
}

/** The promise of an answer to `GET http://a/`, on a stream of the server's. */
export function pushPromise(stream: number, promised: number): Buffer {
  const payload = Buffer.from([0, 0, 0, 0, 0x82, 0x86, 0x84, 0x41, 1, 0x61]);
  payload.writeUInt32BE(promised);
  return http2Frame(FRAME.pushPromise, END_HEADERS, stream, payload);
}

export function goaway(lastStream: number, code: number, reason: string): Buffer {
  const payload = Buffer.alloc(8);
  payload.writeUInt32BE(lastStream, 0);
  payload.writeUInt32BE(code, 4);
  return http2Frame(FRAME.goaway, 0, 0, Buffer.concat([payload, Buffer.from(reason)]));
}

/** Starts the server; `answer` is called when the request of a stream has ended. */
export async function startRawHttp2Server(
  answer: (socket: Socket, stream: number) => void,
): Promise<{ readonly port: number; readonly stop: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.write(http2Frame(FRAME.settings, 0, 0, Buffer.alloc(0)));
    let rest = Buffer.alloc(0);
    let inPreface = true;
    socket.on("data", (chunk) => {
      rest = Buffer.concat([rest, chunk]);
      if (inPreface && rest.length >= 24) {
        rest = rest.subarray(24);
        inPreface = false;
      }
      while (!inPreface && rest.length >= 9 && rest.length >= 9 + rest.readUIntBE(0, 3)) {
        const [, , , type = 0, flags = 0] = rest;
        const stream = rest.readUInt32BE(5);
        rest = rest.subarray(9 + rest.readUIntBE(0, 3));
        if (type === FRAME.settings && (flags & ACK) === 0) {
          socket.write(http2Frame(FRAME.settings, ACK, 0, Buffer.alloc(0)));
        }
        const isRequestEnd = (type === FRAME.data || type === FRAME.headers) && (flags & END_STREAM) !== 0;
        if (isRequestEnd) answer(socket, stream);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
