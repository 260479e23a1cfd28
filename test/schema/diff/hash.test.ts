import { describe, expect, it } from "vitest";
import { diffSchemas } from "../../../core/schema/diff/diff.ts";
import { schemaHash } from "../../../core/schema/diff/hash.ts";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { partOf } from "../support/files.ts";
import { protoFolder } from "../support/folders.ts";
import { compileText } from "../support/protoc.ts";
import { poolOf } from "./table.ts";

/** `FieldOptions` with one extension, whose message has its two fields in either order. */
const rules = (first: string, second: string): string => `syntax = "proto3"; package p;
  import "google/protobuf/descriptor.proto";
  message Rules { int32 least = 1; string pattern = 2; repeated int32 in = 3; }
  extend google.protobuf.FieldOptions { Rules rules = 50001; }
  message M { int32 a = 1 [(rules) = { ${first} ${second} }]; }`;

describe("the hash of a schema", () => {
  it.each([
    ["comments", "message M { int32 a = 1; }", "// One.\nmessage M { int32 a = 1; /* two */ }"],
    [
      "the order of declarations",
      "message M { int32 a = 1; } enum E { A = 0; B = 1; }",
      "enum E { A = 0; B = 1; } message M { int32 a = 1; }",
    ],
    [
      "the order of fields and options",
      "message M { int32 a = 1 [deprecated = true, jstype = JS_NORMAL]; int32 b = 2; }",
      "message M { int32 b = 2; int32 a = 1 [jstype = JS_NORMAL, deprecated = true]; }",
    ],
    [
      "the order of fields in an option",
      rules("least: 1", 'pattern: "x"'),
      rules('pattern: "x"', "least: 1"),
    ],
    [
      "a default that is written out",
      "message M { repeated int32 a = 1; }",
      "message M { repeated int32 a = 1 [packed = true]; }",
    ],
  ])("does not depend on %s", async (_what, one, other) => {
    const [a, b] = [await poolOf(one), await poolOf(other)];
    expect(schemaHash(a)).toMatch(/^[0-9a-f]{64}$/);
    expect(schemaHash(b)).toBe(schemaHash(a));
    expect(diffSchemas(a, b)).toEqual([]);
  });

  it.each([
    ["a name", "message M { int32 a = 1; }", "message M { int32 b = 1; }"],
    ["a reserved number", "message M { }", "message M { reserved 1; }"],
    ["the order of a list in an option", rules("in: 1", "in: 2"), rules("in: 2", "in: 1")],
    ["an option", "message M { int32 a = 1; }", "message M { int32 a = 1 [deprecated = true]; }"],
  ])("depends on %s", async (_what, one, other) => {
    const [a, b] = [await poolOf(one), await poolOf(other)];
    expect(schemaHash(a)).not.toBe(schemaHash(b));
    expect(diffSchemas(a, b)).not.toEqual([]);
  });

  it.each([
    ["the bundled files", "core/schema/include"],
    ["the samples", "proto-samples/protos"],
  ])("does not depend on the order of the files: %s", (_name, folder) => {
    const files = [...compileText(protoFolder(folder)).values()];
    const [there, back] = [buildPool([partOf(files)]), buildPool([partOf(files.reverse())])];
    expect(schemaHash(back)).toBe(schemaHash(there));
    expect(diffSchemas(there, back)).toEqual([]);
  });
});
