/** How a gRPC call ended, from what the server sent and what grpc-js made of it. */
import type { StatusObject } from "@grpc/grpc-js";
import type { ChannelStatus } from "../channel.ts";
import { ConnectionFailure } from "../connection-failure.ts";
import { brokenHttp2, goawayFailure, resetFailure } from "../frame-failure.ts";
import { unfinishedText } from "../framing/faults.ts";
import { foreignStatus, joined, statusOfTrailers, untoldStatus } from "../grpc-status.ts";
import { valueNamed } from "../metadata.ts";
import { type AnswerReader, isGrpcContentType } from "./answer-reader.ts";
import type { SessionState } from "./session-tap.ts";

const INTERNAL = 13;
const UNAVAILABLE = 14;

/** The status of a call that had a stream. `own` is what grpc-js reports; `pingTimeout` bounds the answer to a ping, in ms. */
export function statusOfAnswer(
  own: Pick<StatusObject, "code" | "details">,
  answer: AnswerReader,
  session: SessionState,
  pingTimeout?: number,
): ChannelStatus {
  const { unfinished } = answer;
  // A status in the headers of an answer that has a body is against the protocol, but it is what the server meant.
  const carriers = [answer.trailers ?? [], answer.serverEnded ? (answer.headers ?? []) : []];
  const carrier = carriers.find((entries) => valueNamed(entries, "grpc-status") !== undefined);
  if (carrier !== undefined) {
    const status = statusOfTrailers(carrier);
    if (answer.fault !== undefined) return { ...status, ...answer.fault };
    if (unfinished === undefined) return status;
    const code = status.code === 0 ? INTERNAL : status.code;
    return { ...status, code, message: joined(status.message, unfinishedText(answer.missing)), unfinished };
  }
  if (isForeign(answer)) {
    const { httpStatus = 0, headers = [], body } = answer;
    return foreignStatus("gRPC", { httpStatus, headers, body });
  }
  if (answer.fault !== undefined) return answer.fault;
  if (!answer.serverEnded) return { code: own.code, message: own.details };
  const ended = endedStatus(own, answer, session, pingTimeout);
  return unfinished === undefined
    ? ended
    : { ...ended, message: joined(ended.message, unfinishedText(answer.missing)), unfinished };
}

function isForeign(answer: AnswerReader): boolean {
  if (answer.headers === undefined) return false;
  const contentType = valueNamed(answer.headers, "content-type") ?? "";
  return answer.httpStatus !== 200 || !isGrpcContentType(contentType);
}

/** The server's side ended, and no gRPC status came. */
function endedStatus(
  own: Pick<StatusObject, "code" | "details">,
  answer: AnswerReader,
  session: SessionState,
  pingTimeout: number | undefined,
): ChannelStatus {
  if (own.details === "Connection dropped" || session.goaway !== undefined || session.error !== undefined) {
    const cause = sessionFailure(session, pingTimeout);
    return { code: session.goaway === undefined ? UNAVAILABLE : own.code, message: cause.message, cause };
  }
  if (answer.resetCode !== 0) {
    const cause = resetFailure(answer.resetCode, session.connection.address);
    return { code: own.code, message: cause.message, cause };
  }
  if (answer.headers !== undefined || answer.trailers !== undefined) {
    return untoldStatus("a grpc-status");
  }
  return { code: own.code, message: own.details };
}

/** Why a connection ended while a call was under way. */
function sessionFailure(session: SessionState, pingTimeout: number | undefined): ConnectionFailure {
  const { goaway, error, connection } = session;
  if (goaway !== undefined) return goawayFailure(goaway, connection.address, error);
  const silent = silence(session, pingTimeout);
  const reason = silent ?? error?.message;
  const message = `The connection closed during the call${reason === undefined ? "." : `: ${reason}.`}`;
  const broken = brokenHttp2(error, connection.address, message);
  if (broken !== undefined) return broken;
  const kind = silent === undefined ? "closed" : "ping-unanswered";
  return new ConnectionFailure(kind, connection.address, "", message, error);
}

/** What a ping says that had no answer in time: grpc-js then drops the connection. */
function silence({ pingedAt }: SessionState, pingTimeout: number | undefined): string | undefined {
  if (pingedAt === undefined || pingTimeout === undefined) return undefined;
  // Timers may fire a little early.
  if (performance.now() - pingedAt < pingTimeout - 5) return undefined;
  return `the server did not answer a keepalive ping within ${pingTimeout / 1000} s`;
}

/** grpc-js adds to a passed deadline where the time went, in words of its own workings. */
export function withoutTimings(details: string): string {
  if (!details.startsWith("Deadline")) return details;
  return details.replace(/^(Deadline exceeded after [\d.]+s),.*$/s, "$1");
}
