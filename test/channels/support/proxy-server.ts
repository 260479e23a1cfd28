/** Proxies of our own on loopback: HTTP CONNECT with or without TLS, and SOCKS 4a and 5. */
import { createServer as createHttp } from "node:http";
import { createServer as createHttps } from "node:https";
import { type AddressInfo, createServer, connect as netConnect, type Server, type Socket } from "node:net";
import type { TlsOptions } from "node:tls";

export interface RunningProxy {
  readonly port: number;
  /** What it was asked for: `CONNECT 127.0.0.1:1234 Basic …`, `socks5 name:1234 user:password`. */
  readonly asked: readonly string[];
  readonly stop: () => void;
}

interface ConnectProxyOptions {
  readonly tls?: TlsOptions;
  /** Answers every CONNECT with this status in place of a connection. */
  readonly refuse?: number;
  /** The page of a refusal. */
  readonly page?: string;
  /** Names that this proxy alone knows, of servers on loopback. */
  readonly knows?: readonly string[];
}

/** An HTTP CONNECT proxy, with TLS where it is given a certificate. */
export async function startConnectProxy(options: ConnectProxyOptions = {}) {
  const asked: string[] = [];
  const server = options.tls === undefined ? createHttp() : createHttps(options.tls);
  server.on("connect", (request, socket: Socket, head: Buffer) => {
    socket.on("error", () => undefined);
    const credentials = request.headers["proxy-authorization"];
    asked.push(`CONNECT ${request.url}${credentials === undefined ? "" : ` ${credentials}`}`);
    if (options.refuse !== undefined) {
      const { page = "<b>no</b>" } = options;
      socket.end(`HTTP/1.1 ${options.refuse} Refused\r\nContent-Length: ${page.length}\r\n\r\n${page}`);
      return;
    }
    const [, host = "", port = ""] = /^(.*):(\d+)$/.exec(request.url ?? "") ?? [];
    const where = options.knows?.includes(host) === true ? "127.0.0.1" : host.replace(/[[\]]/g, "");
    const upstream = netConnect({ host: where, port: Number(port) }, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on("error", () => socket.destroy());
  });
  return await listen(server, asked);
}

/** Takes SOCKS 5 with no or any password, and SOCKS 4 and 4a. */
export async function startSocksProxy(): Promise<RunningProxy> {
  const asked: string[] = [];
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    serveSocks(socket, asked).catch(() => socket.destroy());
  });
  return await listen(server, asked);
}

async function serveSocks(socket: Socket, asked: string[]): Promise<void> {
  const read = reader(socket);
  const [version = 0] = await read(1);
  if (version === 4) return await serveSocks4(socket, read, asked);
  const [count = 0] = await read(1);
  const methods = await read(count);
  let user = "";
  if (methods.includes(2)) {
    socket.write(Buffer.from([5, 2]));
    await read(1);
    const name = await read((await read(1))[0] ?? 0);
    const password = await read((await read(1))[0] ?? 0);
    user = ` ${name}:${password}`;
    socket.write(Buffer.from([1, 0]));
  } else socket.write(Buffer.from([5, 0]));
  const type = (await read(4))[3];
  const host = type === 3 ? String(await read((await read(1))[0] ?? 0)) : [...(await read(4))].join(".");
  const port = (await read(2)).readUInt16BE();
  asked.push(`socks5 ${host}:${port}${user}`);
  join(socket, host, port, Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]));
}

async function serveSocks4(socket: Socket, read: Read, asked: string[]): Promise<void> {
  const head = await read(7);
  const port = head.readUInt16BE(1);
  const address = [...head.subarray(3)];
  await readText(read);
  const isName = address.slice(0, 3).every((byte) => byte === 0);
  const host = isName ? await readText(read) : address.join(".");
  asked.push(`socks4 ${host}:${port}`);
  join(socket, host, port, Buffer.from([0, 90, 0, 0, 0, 0, 0, 0]));
}

async function readText(read: Read): Promise<string> {
  let text = "";
  for (let byte = await read(1); byte[0] !== 0; byte = await read(1)) text += byte.toString("latin1");
  return text;
}

function join(socket: Socket, host: string, port: number, answer: Buffer): void {
  const upstream = netConnect({ host, port }, () => {
    socket.write(answer);
    socket.pipe(upstream).pipe(socket);
    socket.resume();
  });
  upstream.on("error", () => socket.destroy());
}

type Read = (length: number) => Promise<Buffer>;

function reader(socket: Socket): Read {
  return async (length) => {
    for (;;) {
      const bytes: Buffer | null = length === 0 ? Buffer.alloc(0) : socket.read(length);
      if (bytes !== null) return bytes;
      await new Promise<void>((resolve) => socket.once("readable", () => resolve()));
    }
  };
}

async function listen(server: Server, asked: readonly string[]): Promise<RunningProxy> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    asked,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
