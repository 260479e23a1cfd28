import { isEngineFailure } from "../../core/contract/port.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { windowError } from "./window-hint.ts";

/** The record of whatever was thrown: an engine's failure with its hints for the window, anything else as a fault of the window. */
export function toErrorRecord(thrown: unknown): ErrorRecord {
  if (isEngineFailure(thrown)) return windowError(thrown.record);
  return {
    code: "internal",
    message: thrown instanceof Error ? thrown.message : String(thrown),
    hint: "This is a fault in the window: please report it with the text above.",
    findings: [],
  };
}
