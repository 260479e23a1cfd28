/** Connects to a server the way that was chosen: directly or through a proxy, in plaintext or with TLS. */
import { type LookupAddress, lookup } from "node:dns";
import { isIP, connect as netConnect, type Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { ServerAddress } from "../../contract/params.ts";
import { ConnectionFailure, codeOfError, reasonOfCode, toConnectionFailure } from "../connection-failure.ts";
import { remoteAddressOf, requireTarget, type Target } from "../target.ts";
import { readTlsMaterial, type TlsMaterial } from "../tls-material.ts";
import { shakeHands } from "./handshake.ts";
import { chooseProxy, type ProxyServer } from "./proxy.ts";
import { certificateRefusal } from "./proxy-refusal.ts";
import { proxyMaterial } from "./proxy-tls.ts";
import { ConnectionTrace } from "./trace.ts";
import { openTunnel } from "./tunnel.ts";
import { RouteWatchers } from "./watch.ts";

/** Where a server is and how it is reached. */
export interface Route {
  readonly target: Target;
  /** Absent for plaintext. */
  readonly material: TlsMaterial | undefined;
  readonly proxy: ProxyServer | undefined;
  /** For TLS with the proxy itself; absent where there is none. */
  readonly proxyMaterial?: TlsMaterial | undefined;
  /** Told of each step that begins or ends while a connection along it comes about. */
  readonly watchers: RouteWatchers;
}

/** The first address that is connected to: the proxy, or the server itself. */
export interface Hop {
  readonly host: string;
  readonly port: number;
  readonly socketPath?: string;
  readonly label: string;
}

/** Reads an address. Throws a `ByteglassError`: `bad-target`, `tls`, `file-unreadable`, or `usage` for the proxy. */
export function readRoute(address: ServerAddress): Route {
  const written = requireTarget(address);
  const authority = address.connection?.authority;
  const target = authority === undefined ? written : { ...written, authority };
  const proxy = chooseProxy(target, address.connection?.proxy);
  return {
    target,
    material: target.tls ? readTlsMaterial(target, address.security) : undefined,
    proxy,
    proxyMaterial: proxy?.kind === "https" ? proxyMaterial(proxy, address.connection?.proxyTls) : undefined,
    watchers: new RouteWatchers(),
  };
}

/** A trace for a connection along a route. */
export function traceOf({ target, proxy, watchers }: Route): ConnectionTrace {
  return new ConnectionTrace(target.label, proxy?.label, (trace) => watchers.note(trace));
}

/** The first address of a route. */
export function firstHop({ target, proxy }: Route): Hop {
  if (proxy === undefined) return target;
  const { host, port } = proxy;
  return { host, port, label: proxy.label };
}

/** A socket to the server, ready for its protocol. Rejects with a `ConnectionFailure`. */
export async function dial(
  route: Route,
  protocols: readonly string[],
  trace: ConnectionTrace,
): Promise<Socket | TLSSocket> {
  const socket = await connectFirst(route, trace);
  return await secure(socket, route, protocols, trace);
}

/** From the first hop to the server, with TLS where the route has it. Rejects with a `ConnectionFailure`. */
export async function secure(
  socket: Socket,
  route: Route,
  protocols: readonly string[],
  trace: ConnectionTrace,
): Promise<Socket | TLSSocket> {
  const { target, material, proxy } = route;
  const opened = proxy === undefined ? socket : await passProxy(socket, proxy, route, trace);
  trace.address = proxy === undefined ? remoteAddressOf(socket, target) : target.label;
  if (material === undefined) return opened;
  return await shakeHands(opened, material, protocols, target.label, trace);
}

/** The addresses of a name, in the system's order. Rejects with a `ConnectionFailure`. */
export function lookUp(
  host: string,
  label: string,
  trace: ConnectionTrace,
): Promise<readonly LookupAddress[]> {
  const family = isIP(host);
  if (family !== 0) return Promise.resolve([{ address: host, family }]);
  const end = trace.begin("lookup");
  const start = performance.now();
  const note = (addresses: readonly string[]) =>
    trace.lookups.push({ name: host, addresses, start, end: performance.now() });
  return new Promise((resolve, reject) => {
    lookup(host, { all: true }, (error, addresses) => {
      if (error === null && addresses.length > 0) {
        const found = addresses.map(({ address }) => address);
        note(found);
        end("ok", found.join(", "));
        resolve(addresses);
        return;
      }
      const code = codeOfError(error ?? "ENOTFOUND");
      const message = `The name ${host} could not be looked up (${code}).`;
      note([]);
      end("failed", message);
      reject(new ConnectionFailure(reasonOfCode(code), label, code, message, error));
    });
  });
}

async function connectFirst(route: Route, trace: ConnectionTrace): Promise<Socket> {
  const hop = firstHop(route);
  try {
    const addresses = hop.socketPath === undefined ? await lookUp(hop.host, hop.label, trace) : [];
    return await connectSocket(hop, addresses, trace);
  } catch (error) {
    throw firstHopFailure(route, toConnectionFailure(error, hop.label));
  }
}

/** A failure at the first hop is the proxy's where there is one: the server was never asked. */
export function firstHopFailure({ proxy }: Route, failure: ConnectionFailure): ConnectionFailure {
  if (proxy === undefined || failure.reason.startsWith("proxy-")) return failure;
  const { code, message } = failure;
  return new ConnectionFailure("proxy-unreachable", proxy.label, code, message, failure);
}

function connectSocket(
  hop: Hop,
  addresses: readonly LookupAddress[],
  trace: ConnectionTrace,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const end = trace.begin("tcp");
    const socket =
      hop.socketPath === undefined
        ? netConnect({
            host: hop.host,
            port: hop.port,
            // The addresses are known; Node still tries one family after the other.
            lookup: (_host, _options, callback) => callback(null, [...addresses]),
          })
        : netConnect({ path: hop.socketPath });
    socket.once("connect", () => {
      end("ok", hop.socketPath ?? `${socket.remoteAddress}:${socket.remotePort}`);
      resolve(socket);
    });
    socket.on("error", (error) => {
      end("failed", toConnectionFailure(error, hop.label).message);
      reject(error);
    });
  });
}

async function passProxy(
  socket: Socket,
  proxy: ProxyServer,
  { target, proxyMaterial }: Route,
  trace: ConnectionTrace,
): Promise<Socket> {
  const toProxy =
    proxyMaterial === undefined ? socket : await secureProxy(socket, proxy, proxyMaterial, trace);
  const looksUp = proxy.kind === "socks5" || proxy.kind === "socks4";
  const found = looksUp ? await lookUp(target.host, target.label, trace) : [];
  // SOCKS 4 has room for four bytes.
  const first = proxy.kind === "socks4" ? found.find(({ family }) => family === 4) : found[0];
  const end = trace.begin("proxy");
  try {
    const opened = await openTunnel(toProxy, proxy, target, first?.address ?? target.host);
    end("ok", `${proxy.label} connected to ${target.label}`);
    return opened;
  } catch (error) {
    const failure = toConnectionFailure(error, proxy.label);
    end("failed", failure.message);
    throw failure;
  }
}

async function secureProxy(
  socket: Socket,
  proxy: ProxyServer,
  material: TlsMaterial,
  trace: ConnectionTrace,
): Promise<Socket> {
  const end = trace.begin("proxy-tls");
  try {
    const secured = await shakeHands(socket, material, ["http/1.1"], proxy.label);
    const notes = [
      secured.getProtocol() ?? "TLS",
      ...(material.insecureSkipVerify ? ["certificate not checked"] : []),
      ...(material.hasClientCertificate ? ["with a client certificate"] : []),
    ];
    end("ok", notes.join(", "));
    return secured;
  } catch (error) {
    const failure = toConnectionFailure(error, proxy.label);
    end("failed", failure.message);
    const { reason, code, message } = failure;
    if (reason === "client-certificate") throw certificateRefusal(proxy, message, failure);
    throw new ConnectionFailure("proxy-tls", proxy.label, code, message, failure);
  }
}
