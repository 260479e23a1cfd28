/** An HTTP/2 session as every channel needs it, whatever the server does. */
import {
  type ClientHttp2Session,
  type ClientSessionOptions,
  connect,
  type SecureClientSessionOptions,
} from "node:http2";
import { HEADER_FIELDS_BOUND, HEADERS_BYTE_BOUND } from "./limits.ts";

/** What Node's own `connect` takes. */
export type SessionOptions = ClientSessionOptions | SecureClientSessionOptions;

/**
 * Opens a session to `authority` (`http://host:port`). It takes header fields up to the bounds of channels, where Node
 * breaks a stream at 128 of them, and refuses server push (RFC 9113, 8.4), which no channel knows: a pushed stream that
 * nobody listens to ends the process with the first error of its connection.
 */
export function openSession(authority: string | URL, options: SessionOptions): ClientHttp2Session {
  const session = connect(authority, {
    ...options,
    maxHeaderListPairs: HEADER_FIELDS_BOUND,
    settings: { ...options.settings, enablePush: false, maxHeaderListSize: HEADERS_BYTE_BOUND },
  });
  holdUntilStreamsEnd(session);
  return session;
}

/**
 * Holds what Node frees of a session until its streams are freed. Node frees a stream a turn after it ended, with the
 * fields of a header block that was never completed; a session that is swept from memory before that finds memory of
 * its own still in use, and Node 20 takes this for a bug of its own and aborts the process (seen with header blocks
 * without end, in Electron too).
 */
function holdUntilStreamsEnd(session: ClientHttp2Session): void {
  let held: readonly unknown[] = [];
  session.once("connect", () => {
    // What is freed is an object under a key of Node's own, which the session forgets when it is destroyed.
    held = Object.getOwnPropertySymbols(session).map((key): unknown => Reflect.get(session, key));
  });
  // Streams are freed before the callbacks of a turn, those that end in this turn before those of the next.
  session.socket.once("close", () => setImmediate(() => setImmediate(() => held)));
}
