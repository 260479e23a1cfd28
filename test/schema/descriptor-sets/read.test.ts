import { gzipSync } from "node:zlib";
import { createRegistry, fromBinary, toBinary, toJsonString } from "@bufbuild/protobuf";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { Writer } from "protobufjs/minimal.js";
import { describe, expect, it } from "vitest";
import { readDescriptorSet } from "../../../core/schema/descriptor-sets/read.ts";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { readFileHeader } from "../../../core/schema/raw/file-header.ts";
import { httpRuleOf } from "../../../core/schema/summary/http-rule.ts";
import { compileText } from "../support/protoc.ts";

const files = [
  ...compileText({
    "a.proto": `syntax = "proto3"; package p; import "google/api/annotations.proto"; // A service.
      service S { rpc Get(M) returns (M) { option (google.api.http) = { get: "/v1/{id}" }; } } message M { string id = 1; }`,
  }).values(),
];
const set = ((): Uint8Array => {
  const writer = Writer.create();
  for (const file of files) writer.uint32(10).bytes(file);
  return writer.finish();
})();
const message = fromBinary(FileDescriptorSetSchema, set);
const extensions = buildPool([{ origin: "", files }]).registry;
const json = toJsonString(FileDescriptorSetSchema, message, { registry: createRegistry(...[...extensions]) });
const text = (value: string): Uint8Array => Buffer.from(value);

describe("what is read", () => {
  it.each<[string, Uint8Array]>([
    ["a binary set", set],
    ["a gzip-compressed set", gzipSync(set)],
    ["a JSON set", text(json)],
    ["a JSON set with a byte order mark", text(`\ufeff${json}`)],
    ["a gzip-compressed JSON set", gzipSync(json)],
    ["a Buf image in JSON", text(json.replace('{"file":[{', '{"file":[{"bufExtension":{"isImport":false},'))],
    ["a binary set written by another library", toBinary(FileDescriptorSetSchema, message)],
  ])("%s, custom options and all", (_name, bytes) => {
    const result = readDescriptorSet(bytes, "set");
    if (!result.ok) throw new Error(JSON.stringify(result.findings));
    const pool = buildPool([result.value]);
    const method = pool.registry.getService("p.S")?.methods[0];
    expect([result.value.origin, pool.findings, method && httpRuleOf(method)?.path]).toEqual([
      "descriptor set",
      [],
      "/v1/{id}",
    ]);
  });

  it("takes a single file", () => {
    const [file = new Uint8Array(0)] = files.filter((one) => readFileHeader(one).name === "a.proto");
    expect(readDescriptorSet(file, "a.pb")).toMatchObject({ ok: true, value: { files: [file] } });
  });
});

describe("what is refused", () => {
  const notASet =
    "x.pb is no descriptor set: neither a binary google.protobuf.FileDescriptorSet (or Buf image) nor its JSON.";
  it.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), notASet],
    ["a .proto file", text('syntax = "proto3";'), notASet],
    ["a message of another type", Uint8Array.of(8, 1), notASet],
    [
      "damaged gzip",
      Uint8Array.of(0x1f, 0x8b, 8, 0),
      "x.pb begins like a gzip file, but cannot be unpacked within 536870912 bytes.",
    ],
    [
      "JSON of another type",
      text('{"file": 1}'),
      "x.pb is JSON, but no google.protobuf.FileDescriptorSet: cannot decode field google.protobuf.FileDescriptorSet.file from JSON: expected Array, got 1.",
    ],
    ["an empty JSON object", text("{}"), notASet],
    [
      "broken JSON",
      text('{"file": ['),
      "x.pb begins like JSON, but does not parse: Unexpected end of JSON input.",
    ],
  ])("%s", (_name, bytes, expected) => {
    const result = readDescriptorSet(bytes, "x.pb");
    expect([result.ok, result.findings.map((finding) => finding.message)]).toEqual([false, [expected]]);
  });

  it("keeps the files before the damage", () => {
    const first = files[0]?.length ?? 0;
    const result = readDescriptorSet(set.subarray(0, set.length - 5), "x.pb");
    if (!result.ok) throw new Error("expected files");
    expect([result.value.files.length, result.value.files[0]?.length, result.findings]).toEqual([
      files.length - 1,
      first,
      [
        expect.objectContaining({
          code: "set-damaged",
          message: expect.stringMatching(
            /^x\.pb is damaged at offset \d+ of \d+ bytes; the \d+ files before it are loaded\.$/,
          ),
        }),
      ],
    ]);
  });
});
