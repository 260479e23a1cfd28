/** The status of an answer of the gRPC family: out of its trailers, or of an answer that is something else. Pure. */
import type { MetadataEntry } from "../contract/params.ts";
import type { ChannelStatus } from "./channel.ts";
import { describeForeign, type HttpAnswer, readForeign } from "./foreign-answer.ts";
import { decodeBase64, valueNamed } from "./metadata.ts";

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

/** The code an HTTP status stands for where no gRPC status came. Connect has the same table. */
export function codeOfForeignStatus(httpStatus: number): number {
  return CODE_OF_HTTP_STATUS.get(httpStatus) ?? UNKNOWN;
}

/** An answer that is not of the protocol `expected`: a proxy's page, a REST server, a wrong path. */
export function foreignStatus(expected: string, answer: HttpAnswer): ChannelStatus {
  const { httpStatus, body } = answer;
  return {
    code: codeOfForeignStatus(httpStatus),
    message: `The answer is not ${expected}: ${describeForeign(answer)}.`,
    httpStatus,
    foreign: readForeign(answer),
    ...(body === "" ? {} : { body }),
  };
}

/** An answer that ended without what tells its status; `what` was missing. */
export function untoldStatus(what: string): ChannelStatus {
  return { code: UNKNOWN, message: `The server ended the answer without ${what}.`, untold: true };
}

/** The status in `grpc-status`, `grpc-message` and `grpc-status-details-bin`. */
export function statusOfTrailers(trailers: readonly MetadataEntry[]): ChannelStatus {
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

/** Two sentences, or the one there is. */
export function joined(first: string, second: string): string {
  return first === "" || second === "" ? `${first}${second}` : `${first} ${second}`;
}
