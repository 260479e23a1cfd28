/** The connection of a call as it is shown, with the likely cause where it failed. */
import { ConnectionFailure } from "../channels/connection-failure.ts";
import type { ConnectionReport } from "../contract/connection-report.ts";
import { diagnose } from "./diagnosis/diagnose.ts";

/** The report with its diagnosis, from the cause of the status. */
export function explainConnection(report: ConnectionReport, cause: unknown): ConnectionReport {
  const diagnosis = diagnose(cause);
  if (diagnosis === undefined || !(cause instanceof ConnectionFailure)) return report;
  return { ...report, diagnosis: { reason: cause.reason, ...diagnosis } };
}
