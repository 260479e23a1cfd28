/** Sees the streams of the sessions of one channel, and gives each to the call it belongs to. */
import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders, Settings } from "node:http2";
import { Metadata } from "@grpc/grpc-js";
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
    const state: SessionState = { connection, goaway: undefined, error: undefined };
    const request = session.request.bind(session);
    let watched = false;
    session.once("remoteSettings", (settings) => noteSettings(connection, settings));
    session.request = (headers = {}, options) => {
      // Only now: grpc-js removes all listeners once when the session becomes ready.
      if (!watched) watchSession(session, state, () => this.#live.delete(session));
      watched = true;
      const taker = this.#waiting.get(String(headers[MARKER]));
      delete headers[MARKER];
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

function noteSettings({ trace }: Connection, settings: Settings): void {
  const entries = Object.entries(settings).flatMap(([name, value]) =>
    typeof value === "number" || typeof value === "boolean" ? [{ name, value: Number(value) }] : [],
  );
  trace.settings = entries;
  trace.end("http2", "ok", `SETTINGS received`);
}

function watchSession(session: ClientHttp2Session, state: SessionState, onGoaway: () => void): void {
  session.once("goaway", (code, _lastStreamId, opaque) => {
    const reason = opaque === undefined ? "" : Buffer.from(opaque).toString("utf8").slice(0, 200);
    state.goaway = `GOAWAY ${errorName(code)}${reason === "" ? "" : ` “${reason}”`}`;
    state.connection.trace.goaway = state.goaway;
    onGoaway();
  });
  session.once("error", (error) => {
    state.error = error;
  });
}

/** By code, from 0. */
const ERROR_NAMES = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
];

/** The name of an HTTP/2 error code (RFC 9113, section 7), or its number. */
export function errorName(code: number): string {
  return ERROR_NAMES[code] ?? String(code);
}
