/** HTTP/2 servers that answer by hand, to break the protocol where a test wants it. */
import {
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";

export interface RunningHttp2Server {
  readonly port: number;
  readonly stop: () => void;
}

/** Plaintext HTTP/2 on loopback; every stream is given to `answer`. */
export async function startHttp2Server(
  answer: (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, session: ServerHttp2Session) => void,
): Promise<RunningHttp2Server> {
  const sessions = new Set<ServerHttp2Session>();
  const server = createServer();
  server.on("session", (session) => {
    sessions.add(session);
    session.on("error", () => undefined);
    session.once("close", () => sessions.delete(session));
  });
  server.on("stream", (stream, headers) => {
    stream.on("error", () => undefined);
    const { session } = stream;
    if (session !== undefined) answer(stream, headers, session as ServerHttp2Session);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}

/** One length-prefixed message. */
export function frame(payload: Uint8Array, flags = 0): Buffer {
  const header = Buffer.alloc(5);
  header[0] = flags;
  header.writeUInt32BE(payload.length, 1);
  return Buffer.concat([header, payload]);
}

/** Response headers of a gRPC answer, and more. */
export const GRPC_HEADERS = { ":status": 200, "content-type": "application/grpc" };

/** Answers with a body and then trailers. */
export function respond(
  stream: ServerHttp2Stream,
  body: Uint8Array,
  trailers: Record<string, string | string[]>,
  headers: Record<string, string | number> = {},
): void {
  stream.respond({ ...GRPC_HEADERS, ...headers }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  stream.end(body);
}
