/** How an HTTP + JSON call ended: from a `google.rpc.Status` as JSON, or from the HTTP status alone. Pure. */

import type { ChannelStatus } from "../channel.ts";
import { describeForeign, type HttpAnswer, readForeign } from "../foreign-answer.ts";
import { STATUS_NAMES } from "../status-names.ts";
import { memberOf, membersOf, stringOf } from "./json-text.ts";

/** HTTP status → gRPC code, the reverse of the table in google/rpc/code.proto. */
const CODE_OF_HTTP_STATUS = new Map([
  [400, 3],
  [401, 16],
  [403, 7],
  [404, 5],
  [405, 12],
  [408, 4],
  [409, 10],
  [412, 9],
  [413, 8],
  [416, 11],
  [429, 8],
  [499, 1],
  [500, 13],
  [501, 12],
  [502, 14],
  [503, 14],
  [504, 4],
]);

/** The gRPC code an HTTP status stands for. */
export function codeOfHttpStatus(httpStatus: number): number {
  const known = CODE_OF_HTTP_STATUS.get(httpStatus);
  if (known !== undefined) return known;
  if (httpStatus >= 200 && httpStatus < 300) return 0;
  if (httpStatus >= 400 && httpStatus < 500) return 9;
  return httpStatus >= 500 ? 13 : 2;
}

/** The status of an answer that is no success: its JSON status where it has one, else what it says. */
export function statusOfErrorAnswer(answer: HttpAnswer): ChannelStatus {
  const { httpStatus, body } = answer;
  const status = readJsonStatus(body, httpStatus);
  if (status !== undefined) return { ...status, httpStatus, body };
  const code = codeOfHttpStatus(httpStatus);
  return {
    code: code === 0 ? 2 : code,
    message: `${describeForeign(answer)}.`,
    httpStatus,
    foreign: readForeign(answer),
    ...(body === "" ? {} : { body }),
  };
}

/**
 * A status out of JSON: `{"code":5,"message":…,"details":[…]}` as grpc-gateway answers, the same inside `"error"`,
 * where `code` is an HTTP status and `status` a name (Google's APIs), or with a name as `code` (Connect).
 */
export function readJsonStatus(json: string, httpStatus: number): ChannelStatus | undefined {
  const error = memberOf(json, "error");
  const status = error?.startsWith("{") === true ? error : json;
  const members = membersOf(status);
  if (members === undefined) return undefined;
  const written = memberOf(status, "code");
  const message = stringOf(memberOf(status, "message") ?? "") ?? stringOf(error ?? "");
  if (written === undefined || message === undefined) return undefined;
  const code =
    codeNamed(memberOf(status, "status")) ?? codeNamed(written) ?? codeNumbered(written, httpStatus);
  return { code, message, detailJson: status };
}

function codeNamed(value: string | undefined): number | undefined {
  const name = stringOf(value ?? "")?.toUpperCase();
  if (name === undefined) return undefined;
  const code = STATUS_NAMES.indexOf(name === "CANCELED" ? "CANCELLED" : name);
  return code === -1 ? undefined : code;
}

/** 0 to 16 is a gRPC code; anything else is taken for an HTTP status. An error is never OK. */
function codeNumbered(written: string, httpStatus: number): number {
  const number = Number(written);
  if (Number.isInteger(number) && number >= 1 && number <= 16) return number;
  const code = codeOfHttpStatus(Number.isInteger(number) && number >= 100 ? number : httpStatus);
  return code === 0 ? 2 : code;
}
