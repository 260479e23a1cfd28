import { ByteglassError } from "../core/error.ts";

/** The error of a command that was written wrongly: nothing was sent, the exit status is 2. */
export function usageError(message: string, hint: string): ByteglassError {
  return new ByteglassError("usage", message, { hint });
}
