/** A socket to a proxy, opened further to the server behind it. */
import { request } from "node:http";
import type { Socket } from "node:net";
import { SocksClient } from "socks";
import { ConnectionFailure } from "../connection-failure.ts";
import type { Target } from "../target.ts";
import type { ProxyServer } from "./proxy.ts";
import { httpRefusal, socksRefusal, unansweredConnect } from "./proxy-refusal.ts";

/**
 * Asks the proxy for a connection to `target`; `host` is what it is asked for, a name or an address that was looked up.
 * Resolves with the socket, which then carries what the server says. Rejects with a `ConnectionFailure`
 * (`proxy-refused`, `proxy-credentials`, `proxy-client-certificate`). RFC 9110 (CONNECT), RFC 1928, RFC 1929.
 */
export async function openTunnel(
  socket: Socket,
  proxy: ProxyServer,
  target: Target,
  host: string,
): Promise<Socket> {
  const isHttp = proxy.kind === "http" || proxy.kind === "https";
  try {
    return isHttp
      ? await connectThrough(socket, proxy, target)
      : await throughSocks(socket, proxy, target, host);
  } catch (error) {
    socket.destroy();
    if (error instanceof ConnectionFailure) throw error;
    throw isHttp ? unansweredConnect(proxy, error) : socksRefusal(proxy, target, error);
  }
}

function connectThrough(socket: Socket, proxy: ProxyServer, target: Target): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const { username, password = "" } = proxy;
    const credentials = Buffer.from(`${username}:${password}`).toString("base64");
    const asked = request({
      method: "CONNECT",
      path: target.label,
      headers: {
        Host: target.label,
        ...(username === undefined ? {} : { "Proxy-Authorization": `Basic ${credentials}` }),
      },
      createConnection: () => socket,
    });
    asked.once("connect", ({ statusCode = 0, statusMessage = "" }, _socket, head) => {
      if (statusCode >= 200 && statusCode < 300) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      reject(httpRefusal(proxy, target, { statusCode, statusMessage, page: head.toString("utf8") }));
    });
    asked.once("error", reject);
    asked.end();
  });
}

async function throughSocks(
  socket: Socket,
  proxy: ProxyServer,
  target: Target,
  host: string,
): Promise<Socket> {
  const { username, password } = proxy;
  const established = await SocksClient.createConnection({
    command: "connect",
    existing_socket: socket,
    destination: { host, port: target.port },
    proxy: {
      host: proxy.host,
      port: proxy.port,
      type: proxy.kind.startsWith("socks5") ? 5 : 4,
      ...(username === undefined ? {} : { userId: username }),
      ...(password === undefined ? {} : { password }),
    },
  });
  return await withExcess(established.socket);
}

/**
 * A server may speak first, right behind the proxy's answer. The library hands that on as a `data` event in the next
 * turn, which nobody would hear who reads from below (HTTP/2, TLS): it is put back into the socket.
 */
function withExcess(socket: Socket): Promise<Socket> {
  const excess: Buffer[] = [];
  const keep = (chunk: Buffer): void => {
    excess.push(chunk);
  };
  socket.on("data", keep);
  return new Promise((resolve) => {
    setImmediate(() => {
      socket.off("data", keep);
      socket.pause();
      if (excess.length > 0) socket.unshift(Buffer.concat(excess));
      resolve(socket);
    });
  });
}
