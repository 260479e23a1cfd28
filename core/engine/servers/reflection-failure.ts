/** Why reflection could not even begin, in the words that a call to the same server would be told in. */
import type { ChannelStatus } from "../../channels/channel.ts";
import type { ConnectionReport } from "../../contract/connection-report.ts";
import { ByteglassError } from "../../error.ts";
import { callsRoom, diagnosisPart } from "../rooms.ts";

/** The error with the likely cause and the next step; an error that is about something else as it is. */
export async function explainReflectionFailure(
  thrown: unknown,
  connection?: ConnectionReport,
): Promise<ByteglassError> {
  const error = ByteglassError.from(thrown);
  const { cause } = error;
  // The channel refused the request before it was sent: that is what is wrong.
  if (cause instanceof ByteglassError) return cause;
  if (isForeignAnswer(cause)) return explainForeignAnswer(error, cause, connection);
  const { diagnose, nextStepsOf, ConnectionFailure, isAboutTls } = await diagnosisPart();
  const diagnosis = diagnose(cause);
  if (diagnosis === undefined || !(cause instanceof ConnectionFailure)) return error;
  const { explanation, hint } = diagnosis;
  const code = error.code === "timeout" ? error.code : isAboutTls(cause.reason) ? "tls" : "unreachable";
  return new ByteglassError(code, explanation, {
    hint,
    steps: nextStepsOf(cause),
    cause,
    ...(connection && { connection: { ...connection, diagnosis: { reason: cause.reason, ...diagnosis } } }),
  });
}

/** An answer of a proxy or of another kind of server; one that asks for credentials is about reflection after all. */
function isForeignAnswer(cause: unknown): cause is ChannelStatus {
  if (typeof cause !== "object" || cause === null || !("httpStatus" in cause) || !("code" in cause))
    return false;
  return cause.httpStatus !== undefined && cause.httpStatus !== 401 && cause.httpStatus !== 403;
}

async function explainForeignAnswer(
  error: ByteglassError,
  status: ChannelStatus,
  connection: ConnectionReport | undefined,
): Promise<ByteglassError> {
  const { explainStatus } = await callsRoom();
  const { explanation, hint, steps = [] } = explainStatus(status, { channel: "grpc" });
  const message = `Reflection failed. ${explanation} ${status.message}`;
  // A page or a redirect is no server that lacks reflection.
  const { isPage = false, location } = status.foreign ?? {};
  const code = isPage || location !== undefined ? "unreachable" : error.code;
  return new ByteglassError(code, message, { hint, steps, cause: status, ...(connection && { connection }) });
}
