/** Sees the streams of the sessions of one channel, and gives each to the call it belongs to. */
import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import { Metadata } from "@grpc/grpc-js";
import { type Goaway, readGoaway } from "../goaway.ts";
import type { Connection } from "./connector.ts";
import type { ShownStream } from "./shown-stream.ts";

/** Carries a call through grpc-js to the session. HTTP/2 in Node sends no header whose name is a symbol. */
const TAKER = Symbol("byteglass-call");

interface MarkedHeaders extends OutgoingHttpHeaders {
  [TAKER]?: StreamTaker;
}

/** What is known of one session. */
export interface SessionState {
  readonly connection: Connection;
  /** What the server said when it ended the session. */
  goaway: Goaway | undefined;
  /** What ended the session, when an error did. */
  error: Error | undefined;
  /** The ping that has no answer yet, by `performance.now()`. */
  pingedAt: number | undefined;
}

/** A call waiting for its stream, of which it gets one at most. */
export interface StreamTaker {
  /** Completes the request headers in place, before they are sent. */
  prepare(headers: OutgoingHttpHeaders): void;
  /** The stream is open, and this call's alone to read and write. Returns what grpc-js shall see of it. */
  take(stream: ClientHttp2Stream, session: SessionState): ShownStream;
  /** The stream could not be opened with these headers. */
  refuse(error: unknown): void;
}

/** Metadata of one call that leads its stream to `taker`. */
export class LeadingMetadata extends Metadata {
  readonly #taker: StreamTaker;

  constructor(taker: StreamTaker, waitForReady = false) {
    super({ waitForReady });
    this.#taker = taker;
  }

  /** grpc-js copies what a caller may use again; this is used once. */
  override clone(): Metadata {
    return this;
  }

  override toHttp2Headers(): OutgoingHttpHeaders {
    const headers: MarkedHeaders = super.toHttp2Headers();
    headers[TAKER] = this.#taker;
    return headers;
  }
}

/** One tap a channel. */
export class SessionTap {
  readonly #live = new Set<ClientHttp2Session>();

  /** True while a connection is open. */
  get isConnected(): boolean {
    return this.#live.size > 0;
  }

  /** Taps a session that was just made. */
  attach(session: ClientHttp2Session, connection: Connection): void {
    const state: SessionState = { connection, goaway: undefined, error: undefined, pingedAt: undefined };
    const request = session.request.bind(session);
    let watched = false;
    watchPings(session, state);
    session.once("remoteSettings", (settings) => connection.trace.noteSettings(settings));
    session.request = (headers: MarkedHeaders = {}, options) => {
      // Only now: grpc-js removes all listeners once when the session becomes ready.
      if (!watched) watchSession(session, state, () => this.#live.delete(session));
      watched = true;
      const taker = headers[TAKER];
      if (taker === undefined) return request(headers, options);
      taker.prepare(headers);
      try {
        const stream = request(headers, options);
        watchStream(stream, session, state);
        // grpc-js uses no more of a stream than what is shown of it.
        const shown: unknown = taker.take(stream, state);
        return shown as ClientHttp2Stream;
      } catch (error) {
        taker.refuse(error);
        throw error;
      }
    };
    this.#live.add(session);
    session.socket.once("close", () => this.#live.delete(session));
  }
}

/** Notes pings and their answers; grpc-js tells nobody that one was not answered. */
function watchPings(session: ClientHttp2Session, state: SessionState): void {
  const ping = session.ping.bind(session);
  session.ping = (...words: unknown[]) => {
    state.pingedAt ??= performance.now();
    const last = words.at(-1);
    const told = (error: Error | null, ...rest: unknown[]): void => {
      if (error === null) state.pingedAt = undefined;
      if (typeof last === "function") last(error, ...rest);
    };
    // The forms of `ping` differ in what stands before its callback.
    return Reflect.apply(ping, session, [...(typeof last === "function" ? words.slice(0, -1) : words), told]);
  };
}

/** What breaks a connection is told to its streams first, which Node closes as if the server had reset them. */
function watchStream(stream: ClientHttp2Stream, session: ClientHttp2Session, state: SessionState): void {
  stream.once("error", (error) => {
    if (session.destroyed) state.error ??= error;
  });
}

function watchSession(session: ClientHttp2Session, state: SessionState, onGoaway: () => void): void {
  session.once("goaway", (code, _lastStreamId, opaque) => {
    state.goaway = readGoaway(code, opaque);
    state.connection.trace.goaway = state.goaway;
    onGoaway();
  });
  session.once("error", (error) => {
    state.error = error;
  });
}
