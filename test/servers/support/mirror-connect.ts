/** The service of mirror.proto, but for what it leaves out, on connect-node: gRPC, gRPC-Web and Connect on one port. */
import { createServer as createHttp1Server, type IncomingMessage } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { create, type DescService } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";
import { compressionGzip, connectNodeAdapter } from "@connectrpc/connect-node";
import { buildPool, compileProtos } from "../../../core/schema/index.ts";
import { inFolder } from "../../cli/build-cli.ts";

/** Where mirror.proto is. */
export const mirrorFolder = inFolder("test/servers/python");
export const mirrorService = "byteglass.mirror.v1.Mirror";

interface Numbered {
  readonly number: bigint;
}

async function loadService(): Promise<DescService> {
  const files = [join(mirrorFolder, "mirror.proto")];
  const compiled = await compileProtos({ files, importPaths: [mirrorFolder] });
  if (!compiled.ok) throw new Error(compiled.findings[0]?.message);
  const found = buildPool([compiled.value]).registry.getService(mirrorService);
  if (found === undefined) throw new Error(`There is no ${mirrorService}.`);
  return found;
}

const implementation: object = {
  echo: (request: object) => request,
  async *count({ count }: { readonly count: number }, { signal }: HandlerContext) {
    for (let number = 0n; number < count && !signal.aborted; number++) {
      // The server shares its thread with the tests.
      if (number % 100n === 99n) await nextTurn();
      yield { number };
    }
  },
  async sum(requests: AsyncIterable<Numbered>) {
    let number = 0n;
    for await (const request of requests) number += request.number;
    return { number };
  },
  async *double(requests: AsyncIterable<Numbered>) {
    for await (const { number } of requests) yield { number: number * 2n };
  },
  fail({ message }: { readonly message: string }) {
    const detail = { desc: DurationSchema, value: create(DurationSchema, { seconds: 3n }) };
    throw new ConnectError(message, Code.Aborted, { "x-tried": "twice" }, [detail]);
  },
  async metadata({ count }: { readonly count: number }, { requestHeader, signal }: HandlerContext) {
    // A count makes it wait for ever, as a deadline needs.
    if (count > 0) await new Promise((resolve) => signal.addEventListener("abort", resolve));
    const encoder = new TextEncoder();
    return { entries: [...requestHeader].map(([name, value]) => ({ name, value: encoder.encode(value) })) };
  },
};

/** A running server. */
export interface RunningConnect {
  readonly port: number;
  readonly target: string;
  /** The `:authority` or `Host` of the latest request. */
  readonly latestAuthority: () => string | undefined;
  stop(): void;
}

/** Starts it on a free port of loopback, in plaintext: HTTP/1.1, or HTTP/2 alone. Messages above 100 bytes are compressed. */
export async function startConnect(version: 1 | 2): Promise<RunningConnect> {
  const mirror = await loadService();
  const handler = connectNodeAdapter({
    routes: (router) => router.service(mirror, implementation),
    acceptCompression: [compressionGzip],
    compressMinBytes: 100,
  });
  const server = version === 1 ? createHttp1Server(handler) : createHttp2Server(handler);
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  let authority: string | undefined;
  server.on("request", ({ headers }: IncomingMessage) => {
    const named = headers[":authority"] ?? headers.host;
    authority = typeof named === "string" ? named : undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    target: `127.0.0.1:${port}`,
    latestAuthority: () => authority,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
