/** A connection's report where its words stand elsewhere. */
import type { ConnectionReport } from "../../core/contract/connection-report.ts";

/** The report without its diagnosis. */
export function withoutWords({ diagnosis: _, ...report }: ConnectionReport): ConnectionReport {
  return report;
}
