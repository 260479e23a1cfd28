import { type FileRegistry, type JsonObject, type JsonValue, toJson } from "@bufbuild/protobuf";
import { CallError, type PackedDetail, statusMessage } from "../call/call-error.ts";
import { messageType } from "../schema/message-type.ts";

/** The HTTP status of each gRPC code, as the comments of google/rpc/code.proto give them. */
const HTTP_STATUS = [200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401];

/** The HTTP status that stands for a gRPC code; 500 for one that does not exist. */
export function httpStatusOf(code: number): number {
  return HTTP_STATUS[code] ?? 500;
}

/** The error as the ProtoJSON of a `google.rpc.Status`; a detail of an unknown type keeps its bytes in base64. */
export function statusJson(registry: FileRegistry, error: CallError): JsonObject {
  const details = error.details.map((packed) => detailJson(registry, packed));
  return { code: error.code, message: error.message, details };
}

function detailJson(registry: FileRegistry, packed: PackedDetail): JsonValue {
  const alone = statusMessage(registry, new CallError(0, "", [packed]));
  try {
    const json = toJson(messageType(registry, "google.rpc.Status"), alone, { registry }) as JsonObject;
    return (json["details"] as readonly JsonValue[])[0] ?? {};
  } catch {
    return { "@type": packed.typeUrl, value: Buffer.from(packed.value).toString("base64") };
  }
}
