/** Refusals of the window, in the form of the engine's failures. */
import type { ErrorCode, ErrorRecord } from "../../core/error.ts";

/** A record as something to throw. */
export function failure(record: ErrorRecord): unknown {
  return { name: "ByteglassError", record };
}

/** A refusal in words. */
export function refuse(code: ErrorCode, message: string, hint: string): unknown {
  return failure({ code, message, hint, findings: [] });
}
