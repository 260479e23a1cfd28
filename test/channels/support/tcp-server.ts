/** Plain TCP and TLS servers of all sorts, on loopback. */
import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { createServer as createTls, type TlsOptions } from "node:tls";

export interface RunningServer {
  readonly port: number;
  readonly stop: () => void;
}

export async function listen(server: Server): Promise<RunningServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  server.on("tlsClientError", () => undefined);
  server.on("secureConnection", (socket: Socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

export function startTcpServer(onSocket: (socket: Socket) => void): Promise<RunningServer> {
  return listen(createServer(onSocket));
}

export function startTlsServer(
  options: TlsOptions,
  onSocket: (socket: Socket) => void,
): Promise<RunningServer> {
  return listen(createTls(options, onSocket));
}

export function startHttp1Server(): Promise<RunningServer> {
  return listen(createHttp((_, response) => response.end("hello")));
}

export function startHttps1Server(options: TlsOptions): Promise<RunningServer> {
  return listen(createHttps(options, (_, response) => response.end("hello")));
}

/** A port that nothing listens at, below those that systems give to whoever asks for any. */
export async function unusedPort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!isFree) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}
