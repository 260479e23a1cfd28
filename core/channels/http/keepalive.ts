/** PING frames of HTTP/2 that find out whether the other side is still there (RFC 9113, 6.7). */
import type { ClientHttp2Session } from "node:http2";
import type { ConnectionSettings } from "../../contract/call-options.ts";

/** ms until an unanswered ping ends the connection, unless told. */
export const DEFAULT_PING_TIMEOUT = 20_000;

/** When pings are sent. */
export type Keepalive = NonNullable<ConnectionSettings["keepalive"]>;

/** Pings while `isBusy`, or always where that was chosen; `onSilence` hears of the ping that was not answered in time. */
export function keepAlive(
  session: ClientHttp2Session,
  { interval, timeout = DEFAULT_PING_TIMEOUT, withoutCalls = false }: Keepalive,
  isBusy: () => boolean,
  onSilence: (message: string) => void,
): void {
  let waiting: NodeJS.Timeout | undefined;
  const timer = setInterval(() => {
    if (waiting !== undefined || session.destroyed || !(withoutCalls || isBusy())) return;
    waiting = setTimeout(() => {
      onSilence(`the server did not answer a keepalive ping within ${timeout / 1000} s`);
    }, timeout);
    session.ping(() => {
      clearTimeout(waiting);
      waiting = undefined;
    });
  }, interval);
  // Neither keeps a terminal's process: a call that waits does.
  timer.unref();
  session.once("close", () => {
    clearInterval(timer);
    clearTimeout(waiting);
  });
}
