import { createServer, type Server } from "node:net";
import { bindFree } from "./ports.ts";

/** A server that listens, and how to end it. */
export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

/** Lets a server listen on loopback, on a free port or on the first free one from `from` up. */
export function listenFree(server: Server, from: number | undefined): Promise<number> {
  return bindFree(from, (port) => listen(server, port));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => reject(error);
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", failed);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** Rejects with `EADDRINUSE` when a port of loopback is taken. */
export async function checkFree(port: number): Promise<void> {
  const probe = createServer();
  await listen(probe, port);
  await new Promise((resolve) => probe.close(resolve));
}
