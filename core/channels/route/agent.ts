/** HTTP/1.1 connections along a route, kept for the next request. */
import { Agent, type AgentOptions } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { dial, type Route, traceOf } from "./dial.ts";
import type { ConnectionTrace } from "./trace.ts";

/** An agent for Node's plain `http.request`, which carries `https` too: the TLS is ours. */
export class RouteAgent extends Agent {
  readonly #route: Route;
  readonly #traces = new WeakMap<Duplex, ConnectionTrace>();
  readonly #probeInterval: number | undefined;
  readonly #spare: Socket[] = [];
  /** The connection that was begun last, for the report of one that failed. */
  latest: ConnectionTrace | undefined;

  /** `probeInterval` is the time in ms after which a silent connection is probed (TCP keep-alive). */
  constructor(route: Route, probeInterval?: number, options: AgentOptions = {}) {
    super({ keepAlive: true, ...options });
    this.#route = route;
    this.#probeInterval = probeInterval;
  }

  /** How a connection came about; undefined for one that is not this agent's. */
  traceOf(socket: Duplex): ConnectionTrace | undefined {
    return this.#traces.get(socket);
  }

  /** Takes over a connection that stands, for the next request. */
  adopt(socket: Socket, trace: ConnectionTrace): void {
    this.latest = trace;
    this.#know(socket, trace);
    this.#spare.push(socket);
  }

  override createConnection(
    _options: unknown,
    callback?: (error: Error | null, socket: Duplex) => void,
  ): Duplex | null | undefined {
    const spare = this.#spare.pop();
    if (spare !== undefined && !spare.destroyed) return spare;
    const trace = traceOf(this.#route);
    this.latest = trace;
    dial(this.#route, ["http/1.1"], trace).then(
      (socket) => {
        this.#know(socket, trace);
        callback?.(null, socket);
      },
      // Node takes an error without a socket, which its types do not say.
      (error: Error) => Reflect.apply(callback ?? (() => undefined), undefined, [error]),
    );
    return undefined;
  }

  #know(socket: Socket, trace: ConnectionTrace): void {
    const protocol = trace.tls?.version;
    trace.protocol = protocol === undefined ? "http/1.1" : `http/1.1, ${protocol}`;
    this.#traces.set(socket, trace);
    if (this.#probeInterval !== undefined) socket.setKeepAlive(true, this.#probeInterval);
  }
}
