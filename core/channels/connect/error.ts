/** Errors of Connect: `{"code":"not_found","message":…,"details":[{"type","value"}]}`. Pure. */
import { Writer } from "protobufjs/minimal.js";
import { ANY, STATUS } from "../../schema/raw/tags.ts";
import type { ChannelStatus } from "../channel.ts";
import { elementsOf, memberOf, membersOf, stringOf } from "../http-json/json-text.ts";
import { decodeBase64 } from "../metadata.ts";
import { STATUS_NAMES } from "../status-names.ts";

const UNKNOWN = 2;
const TYPE_URL_PREFIX = "type.googleapis.com/";

/** The status an error object stands for; undefined when the text is none. `fallback` is the code of one that names none. */
export function readConnectError(json: string, fallback: number = UNKNOWN): ChannelStatus | undefined {
  if (membersOf(json) === undefined) return undefined;
  const written = stringOf(memberOf(json, "code") ?? "");
  const message = stringOf(memberOf(json, "message") ?? "");
  if (written === undefined && message === undefined) return undefined;
  const code = codeNamed(written) ?? fallback;
  const details = (elementsOf(memberOf(json, "details") ?? "") ?? []).flatMap(detailOf);
  return {
    code,
    message: message ?? "",
    ...(details.length === 0 ? {} : { detailBytes: statusBytes(code, message ?? "", details) }),
  };
}

/** The number of a code's name in Connect (`invalid_argument`); undefined for another text. An error is never OK. */
function codeNamed(name: string | undefined): number | undefined {
  const upper = name?.toUpperCase();
  // Connect spells this one with a single l.
  const code = STATUS_NAMES.indexOf(upper === "CANCELED" ? "CANCELLED" : (upper ?? ""));
  return code < 1 ? undefined : code;
}

interface Detail {
  readonly typeName: string;
  readonly value: Uint8Array;
}

function detailOf(json: string): readonly Detail[] {
  const typeName = stringOf(memberOf(json, "type") ?? "");
  const value = decodeBase64(stringOf(memberOf(json, "value") ?? "") ?? "");
  return typeName === undefined || value === undefined ? [] : [{ typeName, value }];
}

/** `google.rpc.Status` with the details, as gRPC would have sent them. */
function statusBytes(code: number, message: string, details: readonly Detail[]): Uint8Array {
  const writer = Writer.create().uint32(STATUS.code).int32(code).uint32(STATUS.message).string(message);
  for (const { typeName, value } of details) {
    const typeUrl = typeName.includes("/") ? typeName : `${TYPE_URL_PREFIX}${typeName}`;
    writer.uint32(STATUS.details).fork();
    writer.uint32(ANY.typeUrl).string(typeUrl).uint32(ANY.value).bytes(value).ldelim();
  }
  return new Uint8Array(writer.finish());
}
