/** A connection while it comes about, as the engine told it last. */
import type { ConnectionReport } from "../../core/contract/connection-report.ts";

/** The report, and when it came, by `performance.now()`. */
export interface Connecting {
  readonly report: ConnectionReport;
  readonly seenAt: number;
}
