import { type FileRegistry, fromJson, type JsonObject, toBinary } from "@bufbuild/protobuf";
import { messageType } from "../schema/message-type.ts";
import type { Call } from "./call.ts";
import { CallError, type PackedDetail, STATUS } from "./call-error.ts";

/** Packs a message, given as ProtoJSON, into a detail of a status. */
export function detail(registry: FileRegistry, typeName: string, json: JsonObject): PackedDetail {
  const type = messageType(registry, typeName);
  return {
    typeUrl: `type.googleapis.com/${typeName}`,
    value: toBinary(type, fromJson(type, json, { registry })),
  };
}

/** INVALID_ARGUMENT that names one field of the request, in the way clients mark a form. */
export function badField(call: Call, field: string, description: string): CallError {
  const violation = { fieldViolations: [{ field, description }] };
  return new CallError(STATUS.INVALID_ARGUMENT, `${field}: ${description}`, [
    detail(call.registry, "google.rpc.BadRequest", violation),
  ]);
}

/** NOT_FOUND for a resource, with what it was and a reason for machines. */
export function notFound(call: Call, resourceType: string, resourceName: string): CallError {
  const description = `There is no ${resourceType} "${resourceName}".`;
  return new CallError(STATUS.NOT_FOUND, description, [
    detail(call.registry, "google.rpc.ResourceInfo", { resourceType, resourceName, description }),
    detail(call.registry, "google.rpc.ErrorInfo", {
      reason: "RESOURCE_NOT_FOUND",
      domain: "samples.vision.v1",
      metadata: { resourceType, resourceName },
    }),
  ]);
}
