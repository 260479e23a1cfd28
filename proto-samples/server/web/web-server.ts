import { createServer as createHttpServer } from "node:http";
import { createServer as createHttp2Server, type ServerHttp2Session } from "node:http2";
import { createServer as createTcpServer, type Socket } from "node:net";
import type { FileRegistry } from "@bufbuild/protobuf";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { listenFree, type RunningServer } from "../listen.ts";
import type { ServedService } from "../schema/served-methods.ts";
import { bridgeText, isTextRequest } from "./text-bridge.ts";
import { addWebServices } from "./web-services.ts";

/** How every HTTP/2 connection begins (RFC 9113, section 3.4); no HTTP/1.1 request begins so. */
const HTTP2_PREFACE = "PRI * HTTP/2.0";

/** Serves gRPC-Web and Connect (and gRPC beside them) on one port of loopback, over HTTP/1.1 and over HTTP/2 without TLS. */
export async function startWebServer(
  services: readonly ServedService[],
  registry: FileRegistry,
  from: number | undefined,
): Promise<RunningServer> {
  const adapter = connectNodeAdapter({ routes: (router) => addWebServices(router, services, registry) });
  let ownPort = 0;
  const handler: typeof adapter = (asked, answered) => {
    if (isTextRequest(asked)) bridgeText(asked, answered, ownPort);
    else adapter(asked, answered);
  };
  const http1 = createHttpServer(handler);
  const http2 = createHttp2Server(handler);
  const sessions = new Set<ServerHttp2Session>();
  http2.on("session", (session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
  });
  const sockets = new Set<Socket>();
  const tcp = createTcpServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    socket.once("data", (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (startsHttp2(first) ? http2 : http1).emit("connection", socket);
      process.nextTick(() => socket.resume());
    });
  });
  const port = await listenFree(tcp, from);
  ownPort = port;
  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => tcp.close(() => resolve()));
    for (const session of sessions) session.destroy();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { port, stop };
}

/** Whether a connection that begins so speaks HTTP/2; three bytes tell, since no verb of HTTP/1.1 begins like them. */
function startsHttp2(first: Buffer): boolean {
  const text = first.toString("latin1", 0, HTTP2_PREFACE.length);
  return text.length >= 3 && HTTP2_PREFACE.startsWith(text);
}
