/** Our own way of connecting for grpc-js: names, proxies and TLS are ours, and each connection is traced. */
import type { Socket } from "node:net";
import { CallCredentials, ChannelCredentials } from "@grpc/grpc-js";
import { type ConnectionFailure, toConnectionFailure } from "../connection-failure.ts";
import { firstHop, firstHopFailure, lookUp, type Route, secure, traceOf } from "../route/dial.ts";
import type { ConnectionTrace } from "../route/trace.ts";
import { shareOfSocket, type TurnShare } from "../turn-share.ts";
import type { HopAddress } from "./resolver.ts";
import { captureSession } from "./session-capture.ts";
import type { SessionTap } from "./session-tap.ts";

type SecureConnector = ReturnType<ChannelCredentials["_createSecureConnector"]>;
type SecureConnectResult = Awaited<ReturnType<SecureConnector["connect"]>>;

/** How one connection stands, for the `connected` event. */
export interface Connection {
  /** The address that answered, such as `127.0.0.1:50051`. */
  readonly address: string;
  /** `h2c`, or `h2, TLSv1.3`. */
  readonly protocol: string;
  readonly trace: ConnectionTrace;
  readonly share: TurnShare;
}

/**
 * Credentials of one channel. Never equal to another's, so that grpc-js shares no connection between channels
 * with different certificates. Every session made through them is given to `tap`.
 */
export class Connector extends ChannelCredentials {
  readonly #route: Route;
  readonly #tap: SessionTap;
  #trace: ConnectionTrace;
  /** Why the connection last failed, where that was told by more than the system's code; grpc-js keeps only its text. */
  failure: ConnectionFailure | undefined;

  constructor(route: Route, tap: SessionTap) {
    super();
    this.#route = route;
    this.#tap = tap;
    this.#trace = traceOf(route);
  }

  /** The connection that is being made, or the last one. */
  get trace(): ConnectionTrace {
    return this.#trace;
  }

  /** The addresses to connect to next: the proxy's where there is one. Begins a new trace. */
  async addresses(): Promise<readonly HopAddress[]> {
    this.#trace = traceOf(this.#route);
    const hop = firstHop(this.#route);
    try {
      const found = hop.socketPath === undefined ? await lookUp(hop.host, hop.label, this.#trace) : undefined;
      this.#trace.begin("tcp");
      if (found === undefined) return [{ path: hop.socketPath ?? "" }];
      return found.map(({ address }) => ({ host: address, port: hop.port }));
    } catch (error) {
      this.failure = firstHopFailure(this.#route, toConnectionFailure(error, hop.label));
      throw this.failure;
    }
  }

  override _isSecure(): boolean {
    return this.#route.material !== undefined;
  }

  override _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  override _createSecureConnector(
    _target: unknown,
    _options: unknown,
    callCredentials?: CallCredentials,
  ): SecureConnector {
    const credentials = callCredentials ?? CallCredentials.createEmpty();
    return {
      connect: (socket) => this.#secure(socket),
      waitForReady: () => Promise.resolve(),
      getCallCredentials: () => credentials,
      destroy: () => undefined,
    };
  }

  async #secure(socket: Socket): Promise<SecureConnectResult> {
    if (this.#trace.has("tcp")) this.#trace = traceOf(this.#route);
    const trace = this.#trace;
    // grpc-js adds its listeners later, and an error in between must not be uncaught.
    socket.on("error", () => undefined);
    trace.end(
      "tcp",
      "ok",
      firstHop(this.#route).socketPath ?? `${socket.remoteAddress}:${socket.remotePort}`,
    );
    const secured = await this.#toServer(socket, trace);
    const connection = this.#describe(trace, shareOfSocket(secured));
    trace.begin("http2");
    return captureSession({ socket: secured, secure: this._isSecure() }, (session) =>
      this.#tap.attach(session, connection),
    );
  }

  async #toServer(socket: Socket, trace: ConnectionTrace): ReturnType<typeof secure> {
    try {
      const secured = await secure(socket, this.#route, ["h2"], trace);
      this.failure = undefined;
      return secured;
    } catch (error) {
      this.failure = toConnectionFailure(error, this.#route.target.label);
      throw this.failure;
    }
  }

  #describe(trace: ConnectionTrace, share: TurnShare): Connection {
    const { address, tls } = trace;
    trace.protocol = tls === undefined ? "h2c" : "h2";
    return { address, protocol: tls === undefined ? "h2c" : `h2, ${tls.version || "TLS"}`, trace, share };
  }
}
