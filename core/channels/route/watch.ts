/** Following a connection while it comes about. */
import type { ConnectionReport } from "../../contract/connection-report.ts";
import type { Route } from "./dial.ts";
import type { ConnectionTrace } from "./trace.ts";

/** Tells `onConnecting` of every step that begins or ends on a route, until the answer is called. Nothing without one. */
export function watchRoute(
  { watchers }: Route,
  onConnecting: ((report: ConnectionReport) => void) | undefined,
): () => void {
  if (onConnecting === undefined) return () => undefined;
  const watch = (trace: ConnectionTrace): void => onConnecting(trace.progress());
  watchers.add(watch);
  return () => watchers.delete(watch);
}
