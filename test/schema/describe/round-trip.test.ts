import { fromBinary, toJson } from "@bufbuild/protobuf";
import {
  FileDescriptorProtoSchema,
  type SourceCodeInfo_Location,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { describe, expect, it } from "vitest";
import { describe as describeSchema } from "../../../core/schema/describe/describe.ts";
import { printFile } from "../../../core/schema/describe/print-file.ts";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { partOf } from "../support/files.ts";
import { protoFolder } from "../support/folders.ts";
import { compileText } from "../support/protoc.ts";
import { samples } from "./samples.ts";

/** A file without its comments, and its comments by path: both must survive. */
function contentOf(bytes: Uint8Array): unknown {
  const file = fromBinary(FileDescriptorProtoSchema, bytes);
  const comments = (file.sourceCodeInfo?.location ?? [])
    .filter(isPrinted)
    .map(({ path, leadingComments, trailingComments }) => [
      path.join(","),
      trimmed(leadingComments),
      trimmed(trailingComments),
    ]);
  file.sourceCodeInfo = undefined;
  return { file: toJson(FileDescriptorProtoSchema, file), comments: comments.sort() };
}

const trimmed = (comment: string): string =>
  comment
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .trimEnd();

/** Comments on imports and options are not kept. */
function isPrinted({ path, leadingComments, trailingComments }: SourceCodeInfo_Location): boolean {
  const isDeclaration = path.length % 2 === 0 && path[0] !== 3 && path[0] !== 8;
  return (
    (leadingComments !== "" || trailingComments !== "") && (isDeclaration || path[0] === 12 || path[0] === 2)
  );
}

describe("printed source compiles to the same descriptors and comments", () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ["the bundled files", protoFolder("core/schema/include")],
    ["google/protobuf", protoFolder("node_modules/protoc/include")],
    ["the samples of the product", protoFolder("proto-samples/protos")],
    ...Object.entries(samples).map(([name, text]): [string, Readonly<Record<string, string>>] => [
      name,
      { "sample.proto": text },
    ]),
  ])("%s", (_name, sources) => {
    const compiled = compileText(sources);
    const pool = buildPool([partOf(compiled.values())]);
    const printed = Object.fromEntries(
      pool.files.filter((file) => file.name in sources).map((file) => [file.name, printFile(pool, file)]),
    );
    const again = compileText(printed);
    for (const name of Object.keys(sources)) {
      expect({ name, content: contentOf(again.get(name) ?? new Uint8Array(0)) }).toEqual({
        name,
        content: contentOf(compiled.get(name) ?? new Uint8Array(0)),
      });
    }
  });

  it("a file without positions is printed too", () => {
    const [bytes = new Uint8Array(0)] = compileText({
      "sample.proto": samples["groups, extensions and ranges of proto2"] ?? "",
    }).values();
    const file = fromBinary(FileDescriptorProtoSchema, bytes);
    file.sourceCodeInfo = undefined;
    const pool = buildPool([partOf([bytes])]);
    const [described] = describeSchema(pool);
    expect(compileText({ "sample.proto": described?.source ?? "" }).size).toBe(1);
  });
});
