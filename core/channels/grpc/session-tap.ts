/** Sees the streams of the sessions of one channel, and gives each to the call it belongs to. */
import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from "node:http2";
import { Metadata } from "@grpc/grpc-js";
import { goawayText, noteSettings } from "../http2-words.ts";
import type { Connection } from "./connector.ts";

/** Carries the number of a call through grpc-js to the session, where it is taken out again. */
const MARKER = "byteglass-call";

/** What is known of one session. */
export interface SessionState {
  readonly connection: Connection;
  /** `GOAWAY ENHANCE_YOUR_CALM “too_many_pings”`, when the server sent one. */
  goaway: string | undefined;
  /** What ended the session, when an error did. */
  error: Error | undefined;
  /** The ping that has no answer yet, by `performance.now()`. */
  pingedAt: number | undefined;
}

/** A call waiting for its stream. */
export interface StreamTaker {
  /** Completes the request headers in place, before they are sent. */
  prepare(headers: OutgoingHttpHeaders): void;
  /** The stream is open and grpc-js has no listener on it yet. */
  take(stream: ClientHttp2Stream, session: SessionState): void;
  /** The stream could not be opened with these headers. */
  refuse(error: unknown): void;
}

/** One tap a channel. */
export class SessionTap {
  readonly #waiting = new Map<string, StreamTaker>();
  readonly #live = new Set<ClientHttp2Session>();
  #calls = 0;

  /** True while a connection is open. */
  get isConnected(): boolean {
    return this.#live.size > 0;
  }

  /** Metadata that leads the stream of one call to `taker`, until `release` is called. */
  expect(
    taker: StreamTaker,
    waitForReady = false,
  ): { readonly metadata: Metadata; readonly release: () => void } {
    const number = String(this.#calls++);
    const metadata = new Metadata({ waitForReady });
    metadata.set(MARKER, number);
    this.#waiting.set(number, taker);
    return { metadata, release: () => this.#waiting.delete(number) };
  }

  /** Taps a session that was just made. */
  attach(session: ClientHttp2Session, connection: Connection): void {
    const state: SessionState = { connection, goaway: undefined, error: undefined, pingedAt: undefined };
    const request = session.request.bind(session);
    let watched = false;
    watchPings(session, state);
    session.once("remoteSettings", (settings) => noteSettings(connection.trace, settings));
    session.request = (headers = {}, options) => {
      // Only now: grpc-js removes all listeners once when the session becomes ready.
      if (!watched) watchSession(session, state, () => this.#live.delete(session));
      watched = true;
      const taker = this.#waiting.get(String(headers[MARKER]));
      // Node passes over what is undefined; deleting would make every later use of the object slower.
      headers[MARKER] = undefined;
      taker?.prepare(headers);
      try {
        const stream = request(headers, options);
        taker?.take(stream, state);
        return stream;
      } catch (error) {
        taker?.refuse(error);
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

function watchSession(session: ClientHttp2Session, state: SessionState, onGoaway: () => void): void {
  session.once("goaway", (code, _lastStreamId, opaque) => {
    state.goaway = goawayText(code, opaque);
    state.connection.trace.goaway = state.goaway;
    onGoaway();
  });
  session.once("error", (error) => {
    state.error = error;
  });
}
