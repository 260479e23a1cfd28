import { fromBinary, toJson } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { describe, expect, it } from "vitest";
import { bundledFiles, isBundledFile } from "../../../core/schema/pool/bundled.ts";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { partOf } from "../support/files.ts";
import { protoFolder } from "../support/folders.ts";
import { compileText } from "../support/protoc.ts";

const sources = { ...protoFolder("core/schema/include"), ...protoFolder("node_modules/protoc/include") };

function withoutSourceInfo(bytes: Uint8Array): unknown {
  const file = fromBinary(FileDescriptorProtoSchema, bytes);
  file.sourceCodeInfo = undefined;
  return toJson(FileDescriptorProtoSchema, file);
}

describe("the bundled descriptors", () => {
  it("are what the bundled files compile to", () => {
    const compiled = compileText(sources);
    expect([...bundledFiles().keys()].sort()).toEqual(Object.keys(sources).sort());
    for (const [name, bytes] of bundledFiles()) {
      expect({ name, file: withoutSourceInfo(bytes) }).toEqual({
        name,
        file: withoutSourceInfo(compiled.get(name) ?? new Uint8Array(0)),
      });
    }
  });

  it.each([
    "google/protobuf/any.proto",
    "google/protobuf/descriptor.proto",
    "google/api/annotations.proto",
    "google/api/httpbody.proto",
    "google/api/field_behavior.proto",
    "google/rpc/status.proto",
    "google/rpc/code.proto",
    "google/rpc/error_details.proto",
    "google/type/money.proto",
    "google/longrunning/operations.proto",
  ])("include %s", (name) => {
    expect(isBundledFile(name)).toBe(true);
  });

  it("load by themselves without a finding", () => {
    expect(buildPool([partOf(bundledFiles().values())]).findings).toEqual([]);
  });
});
