import type { FileRegistry } from "@bufbuild/protobuf";
import { createRegistry, fromJson, type JsonValue, toBinary } from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { messageOf } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import { buildPool } from "../pool/pool.ts";
import type { ReadFiles } from "./read.ts";

/**
 * Reads a FileDescriptorSet (or Buf image) in ProtoJSON. Custom options are keyed by extensions that the set itself
 * defines, so it is read twice: first without them, then with the extensions the first reading gave.
 */
export function readJsonSet(bytes: Uint8Array, name: string): ReadFiles {
  let json: JsonValue;
  try {
    json = JSON.parse(
      Buffer.from(bytes)
        .toString()
        .replace(/^\ufeff/, ""),
    );
  } catch (thrown) {
    return { files: [], findings: [notJson(name, thrown)] };
  }
  try {
    const first = serialize(json, undefined);
    const { registry } = buildPool([{ origin: "descriptor set", files: first }]);
    return { files: serialize(json, registry), findings: [] };
  } catch (thrown) {
    return { files: [], findings: [notDescriptors(name, thrown)] };
  }
}

function serialize(json: JsonValue, registry: FileRegistry | undefined): readonly Uint8Array[] {
  const options = { ignoreUnknownFields: true, registry: registry ?? createRegistry() };
  return fromJson(FileDescriptorSetSchema, json, options).file.map((file) =>
    toBinary(FileDescriptorProtoSchema, file),
  );
}

function notJson(name: string, thrown: unknown): Finding {
  return {
    code: "set-damaged",
    severity: "error",
    message: `${name} begins like JSON, but does not parse: ${messageOf(thrown)}.`,
    hint: "Make the descriptor set again.",
    file: name,
  };
}

function notDescriptors(name: string, thrown: unknown): Finding {
  return {
    code: "not-a-set",
    severity: "error",
    message: `${name} is JSON, but no google.protobuf.FileDescriptorSet: ${messageOf(thrown)}.`,
    hint: "Make one with `buf build -o FILE.json`, or give a binary set.",
    file: name,
  };
}
