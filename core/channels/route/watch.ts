/** Following a connection while it comes about. */
import type { ConnectionReport } from "../../contract/connection-report.ts";
import type { ConnectionTrace } from "./trace.ts";

/** Those who follow the connections along one route. */
export class RouteWatchers {
  readonly #all = new Set<(trace: ConnectionTrace) => void>();
  #latest: ConnectionTrace | undefined;

  /** The connection that was begun last. */
  get latest(): ConnectionTrace | undefined {
    return this.#latest;
  }

  /** A step of a connection began or ended. */
  note(trace: ConnectionTrace): void {
    this.#latest = trace;
    for (const watch of this.#all) watch(trace);
  }

  /**
   * Tells `onConnecting` of every step that begins or ends, until the answer is called; who comes while a connection is
   * under way hears of it at once. Nothing without an `onConnecting`.
   */
  add(onConnecting: ((report: ConnectionReport) => void) | undefined): () => void {
    if (onConnecting === undefined) return () => undefined;
    const watch = (trace: ConnectionTrace): void => onConnecting(trace.progress());
    this.#all.add(watch);
    if (this.#latest?.isUnderWay === true) watch(this.#latest);
    return () => this.#all.delete(watch);
  }
}
