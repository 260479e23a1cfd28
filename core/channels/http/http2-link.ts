/** One HTTP/2 connection of our own, shared by the exchanges over it. */
import type {
  ClientHttp2Session,
  ClientHttp2Stream,
  ClientSessionRequestOptions,
  OutgoingHttpHeaders,
} from "node:http2";
import type { Socket } from "node:net";
import { ConnectionFailure } from "../connection-failure.ts";
import { goawayFailure } from "../frame-failure.ts";
import { readGoaway } from "../goaway.ts";
import { openSession } from "../http2-session.ts";
import type { ConnectionTrace } from "../route/trace.ts";
import type { Target } from "../target.ts";
import { shareOfSocket, type TurnShare } from "../turn-share.ts";
import { type Keepalive, keepAlive } from "./keepalive.ts";

/** Bytes the server may send before it must wait for us; large, or one big answer takes many round trips. */
const FLOW_CONTROL_WINDOW = 16 * 1024 * 1024;

/** A connection. It is of no more use once it said GOAWAY, or broke. */
export class Http2Link {
  readonly trace: ConnectionTrace;
  readonly session: ClientHttp2Session;
  /** What its streams together may have of a turn. */
  readonly share: TurnShare;
  #streams = 0;
  #goaway = false;
  #fault: Error | undefined;

  /** Takes over a socket that stands; `secured` tells whether TLS is on it. */
  constructor(socket: Socket, target: Target, trace: ConnectionTrace, keepalive?: Keepalive) {
    this.trace = trace;
    this.share = shareOfSocket(socket);
    trace.protocol = trace.tls === undefined ? "h2c" : `h2, ${trace.tls.version}`;
    trace.begin("http2");
    this.session = openSession(`${target.tls ? "https" : "http"}://${target.authority}`, {
      createConnection: () => socket,
      // A bound on memory of Node's own would break streams while the view is paused.
      maxSessionMemory: Number.MAX_SAFE_INTEGER,
      settings: { initialWindowSize: FLOW_CONTROL_WINDOW },
    });
    this.#watch(target.label);
    if (keepalive === undefined) return;
    keepAlive(
      this.session,
      keepalive,
      () => this.#streams > 0,
      (message) => {
        this.#fault ??= new ConnectionFailure("ping-unanswered", target.label, "", message);
        this.session.destroy();
      },
    );
  }

  /** Opens a stream. Throws what Node throws where none can be opened. */
  request(headers: OutgoingHttpHeaders, options: ClientSessionRequestOptions): ClientHttp2Stream {
    const stream = this.session.request(headers, options);
    if (this.#streams++ === 0) this.session.ref();
    stream.once("close", () => {
      if (--this.#streams === 0) this.session.unref();
    });
    return stream;
  }

  /** True while new exchanges can begin. */
  get isUsable(): boolean {
    return !this.#goaway && this.#fault === undefined && !this.session.closed && !this.session.destroyed;
  }

  /** What broke the connection, with what the server said of it. */
  get fault(): Error | undefined {
    return this.#fault;
  }

  /** True once it broke. Its streams are told before it is, and Node closes them as if the server had reset them. */
  get isBroken(): boolean {
    return this.#fault !== undefined || (this.session.destroyed && this.trace.goaway === undefined);
  }

  close(): void {
    this.session.destroy();
  }

  #watch(label: string): void {
    const { session, trace } = this;
    session.once("connect", () => {
      // Node tells of a connection even where the session was destroyed before it could.
      if (!session.destroyed) session.setLocalWindowSize(FLOW_CONTROL_WINDOW);
    });
    session.once("remoteSettings", (settings) => trace.noteSettings(settings));
    session.once("goaway", (code, _last, opaque) => {
      this.#goaway = true;
      trace.goaway = readGoaway(code, opaque);
    });
    session.on("error", (error) => {
      this.#fault ??= error;
    });
    session.socket.once("close", () => {
      this.#fault ??=
        trace.goaway === undefined
          ? Object.assign(new Error("the server ended it"), { code: "ECONNRESET" })
          : goawayFailure(trace.goaway, label);
    });
    // A connection that no call uses must not keep a terminal's process.
    session.unref();
  }
}
