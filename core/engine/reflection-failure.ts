/** Why reflection could not even begin, in the words that a call to the same server would be told in. */
import type { ConnectionFailure } from "../channels/connection-failure.ts";
import { ByteglassError, type ErrorCode } from "../error.ts";
import { diagnosisPart } from "./rooms.ts";

const tlsReasons: ReadonlySet<ConnectionFailure["reason"]> = new Set<ConnectionFailure["reason"]>([
  "plaintext-to-tls",
  "tls-to-plaintext",
  "certificate-name",
  "certificate-authority",
  "certificate-expired",
  "certificate-not-yet-valid",
  "certificate-refused",
  "client-certificate",
  "tls",
]);

/** The error with the likely cause and the next step; an error that is about something else as it is. */
export async function explainReflectionFailure(thrown: unknown): Promise<ByteglassError> {
  const error = ByteglassError.from(thrown);
  const { diagnose, ConnectionFailure } = await diagnosisPart();
  const { cause } = error;
  const diagnosis = diagnose(cause);
  if (diagnosis === undefined || !(cause instanceof ConnectionFailure)) return error;
  const code: ErrorCode = tlsReasons.has(cause.reason) ? "tls" : "unreachable";
  return new ByteglassError(code, diagnosis.explanation, { hint: diagnosis.hint, cause });
}
