/** Keeps Node from ending the process over a hostile HTTP/2 server. */
import type { ClientHttp2Session } from "node:http2";

/**
 * Holds what Node frees of a session until its streams are freed. Node frees a stream a turn after it ended, with the
 * fields of a header block that was never completed; a session that is swept from memory before that finds memory of
 * its own still in use, and Node 20 takes this for a bug of its own and aborts the process (seen with header blocks
 * without end, in Electron too). Call it on a session that was just made.
 */
export function holdUntilStreamsEnd(session: ClientHttp2Session): void {
  let held: readonly unknown[] = [];
  session.once("connect", () => {
    // What is freed is an object under a key of Node's own, which the session forgets when it is destroyed.
    held = Object.getOwnPropertySymbols(session).map((key): unknown => Reflect.get(session, key));
  });
  // Streams are freed before the callbacks of a turn, those that end in this turn before those of the next.
  session.socket.once("close", () => setImmediate(() => setImmediate(() => held)));
}
