/** How a gRPC call ended, from what the server sent and what grpc-js made of it. */
import type { StatusObject } from "@grpc/grpc-js";
import type { MetadataEntry } from "../../contract/params.ts";
import type { ChannelStatus } from "../channel.ts";
import { ConnectionFailure } from "../connection-failure.ts";
import { BODY_EXCERPT } from "../limits.ts";
import { decodeBase64, valueNamed } from "../metadata.ts";
import { type AnswerReader, isGrpcContentType } from "./answer-reader.ts";
import { errorName, type SessionState } from "./session-tap.ts";

/** HTTP status → gRPC code, for answers without a gRPC status (grpc/doc/http-grpc-status-mapping.md). */
const CODE_OF_HTTP_STATUS = new Map([
  [400, 13],
  [401, 16],
  [403, 7],
  [404, 12],
  [429, 14],
  [502, 14],
  [503, 14],
  [504, 14],
]);
const UNKNOWN = 2;
const INTERNAL = 13;

/** The status of a call that had a stream. `own` is what grpc-js reports. */
export function statusOfAnswer(
  own: Pick<StatusObject, "code" | "details">,
  answer: AnswerReader,
  session: SessionState,
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
    return { ...status, code, message: joined(status.message, unfinishedText(answer)), unfinished };
  }
  if (isForeign(answer)) return foreignStatus(answer);
  if (answer.fault !== undefined) return answer.fault;
  if (!answer.serverEnded) return { code: own.code, message: own.details };
  const ended = endedStatus(own, answer, session);
  return unfinished === undefined
    ? ended
    : { ...ended, message: joined(ended.message, unfinishedText(answer)), unfinished };
}

function isForeign(answer: AnswerReader): boolean {
  if (answer.headers === undefined) return false;
  const contentType = valueNamed(answer.headers, "content-type") ?? "";
  return answer.httpStatus !== 200 || !isGrpcContentType(contentType);
}

/** An answer that is not gRPC: a proxy's page, a REST server, a wrong path. */
function foreignStatus(answer: AnswerReader): ChannelStatus {
  const httpStatus = answer.httpStatus ?? 0;
  const contentType = valueNamed(answer.headers ?? [], "content-type") ?? "no content-type";
  const { body } = answer;
  const excerpt = body.replace(/\s+/g, " ").trim().slice(0, BODY_EXCERPT);
  const location = valueNamed(answer.headers ?? [], "location");
  const parts = [
    `The answer is not gRPC: HTTP ${httpStatus}, ${contentType}`,
    ...(location === undefined ? [] : [`redirect to ${location}`]),
    ...(excerpt === "" ? [] : [`“${excerpt}”`]),
  ];
  const code = CODE_OF_HTTP_STATUS.get(httpStatus) ?? UNKNOWN;
  return { code, message: `${parts.join(", ")}.`, httpStatus, ...(body === "" ? {} : { body }) };
}

function statusOfTrailers(trailers: readonly MetadataEntry[]): ChannelStatus {
  const written = valueNamed(trailers, "grpc-status") ?? "";
  const message = decodeGrpcMessage(valueNamed(trailers, "grpc-message") ?? "");
  const details = valueNamed(trailers, "grpc-status-details-bin");
  const detailBytes = details === undefined ? undefined : decodeBase64(details);
  const detail = detailBytes === undefined ? {} : { detailBytes };
  if (/^\d{1,2}$/.test(written) && Number(written) <= 16)
    return { code: Number(written), message, ...detail };
  const complaint = `The server sent grpc-status “${written}”, which is no gRPC code (0 to 16).`;
  return { code: UNKNOWN, message: joined(complaint, message), ...detail };
}

/** The server's side ended, and no gRPC status came. */
function endedStatus(
  own: Pick<StatusObject, "code" | "details">,
  answer: AnswerReader,
  session: SessionState,
): ChannelStatus {
  if (own.details === "Connection dropped" || session.goaway !== undefined || session.error !== undefined) {
    const reason = session.goaway ?? session.error?.message;
    const message = `The connection closed during the call${reason === undefined ? "." : `: ${reason}.`}`;
    const cause = new ConnectionFailure("closed", session.connection.address, "", message, session.error);
    return { code: own.code, message, cause };
  }
  if (answer.resetCode !== 0) {
    const name = errorName(answer.resetCode);
    return { code: own.code, message: `The server reset the stream: RST_STREAM ${name}.` };
  }
  if (answer.headers !== undefined || answer.trailers !== undefined) {
    return { code: UNKNOWN, message: "The server ended the answer without a grpc-status." };
  }
  return { code: own.code, message: own.details };
}

function unfinishedText(answer: AnswerReader): string {
  const { missing } = answer;
  if (missing === undefined) return "The answer ended inside the five bytes before a message.";
  return `The answer ended inside a message: ${missing.toLocaleString("en-US")} bytes are missing.`;
}

/** `grpc-message` is percent-encoded UTF-8; a `%` that begins no byte stands for itself. */
export function decodeGrpcMessage(text: string): string {
  if (!text.includes("%")) return text;
  const bytes: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const hex = /^%([0-9a-f]{2})/i.exec(text.slice(index, index + 3))?.[1];
    if (hex === undefined) bytes.push(text.charCodeAt(index) & 0xff);
    else {
      bytes.push(Number.parseInt(hex, 16));
      index += 2;
    }
  }
  return Buffer.from(bytes).toString("utf8");
}

function joined(first: string, second: string): string {
  return first === "" || second === "" ? `${first}${second}` : `${first} ${second}`;
}
