import { describe, expect, it } from "vitest";
import { encodeJson } from "../../../core/codec/index.ts";
import { ByteglassError } from "../../../core/error.ts";
import { buildPool, type SchemaPool } from "../../../core/schema/pool/pool.ts";
import { template } from "../../../core/schema/template/template.ts";
import { samples } from "../describe/samples.ts";
import { partOf } from "../support/files.ts";
import { protoFolder } from "../support/folders.ts";
import { compileText } from "../support/protoc.ts";

const poolOf = (sources: Readonly<Record<string, string>>): SchemaPool =>
  buildPool([partOf(compileText(sources).values())]);

const pool = poolOf({
  "a.proto": `syntax = "proto3"; package p;
    import "google/protobuf/timestamp.proto"; import "google/protobuf/duration.proto"; import "google/protobuf/any.proto";
    import "google/protobuf/struct.proto"; import "google/protobuf/field_mask.proto"; import "google/protobuf/wrappers.proto";
    import "google/protobuf/empty.proto";
    message Scalars { string text = 1; bytes raw = 2; bool on = 3; int32 i = 4; uint64 big = 5; double d = 6; E e = 7; OnlyZero z = 8;
      optional string maybe = 9; string renamed = 10 [json_name = "$name"]; }
    enum E { NONE = 0; FIRST = 1; SECOND = 2; } enum OnlyZero { ZERO = 0; }
    message Shapes { repeated string many = 1; map<string, int64> by_name = 2; map<bool, Leaf> by_flag = 3; map<int32, E> by_id = 4;
      oneof choice { Leaf leaf = 5; string text = 6; } repeated Leaf leaves = 7; }
    message Leaf { int32 x = 1; }
    message Known { google.protobuf.Timestamp at = 1; google.protobuf.Duration took = 2; google.protobuf.Any any = 3;
      google.protobuf.Struct struct = 4; google.protobuf.Value value = 5; google.protobuf.ListValue list = 6; google.protobuf.FieldMask mask = 7;
      google.protobuf.Int64Value wrapped = 8; google.protobuf.Empty empty = 9; google.protobuf.NullValue nothing = 10; google.protobuf.BytesValue raw = 11; }
    message Tree { string name = 1; Tree left = 2; repeated Tree children = 3; map<string, Tree> named = 4; Branch branch = 5; }
    message Branch { Tree tree = 1; int32 y = 2; }
    message Odd { string a = 1 [json_name = "__proto__"]; string constructor = 2; }`,
});

describe("an example body", () => {
  it.each<[string, unknown]>([
    [
      "p.Scalars",
      { text: "", raw: "", on: false, i: 0, big: "0", d: 0, e: "FIRST", z: "ZERO", maybe: "", $name: "" },
    ],
    [
      "p.Shapes",
      {
        many: [""],
        byName: { key: "0" },
        byFlag: { true: { x: 0 } },
        byId: { 1: "FIRST" },
        leaf: { x: 0 },
        leaves: [{ x: 0 }],
      },
    ],
    [
      "p.Known",
      {
        at: "2026-01-02T03:04:05.678Z",
        took: "1.5s",
        any: { "@type": "type.googleapis.com/google.protobuf.Empty", value: {} },
        struct: { key: "value" },
        value: "value",
        list: ["value", 1, true],
        mask: "",
        wrapped: "0",
        empty: {},
        nothing: null,
        raw: "",
      },
    ],
    ["p.Tree", { name: "", children: [], named: {}, branch: { y: 0 } }],
    ["google.protobuf.Timestamp", "2026-01-02T03:04:05.678Z"],
  ])("of %s", (typeName, expected) => {
    expect(JSON.parse(template(pool, typeName))).toEqual(expected);
  });

  it("keeps names that JavaScript knows, in the order of the declaration", () => {
    expect(template(pool, "p.Odd")).toBe('{\n  "__proto__": "",\n  "constructor": ""\n}');
  });

  it("is bounded: wide types within wide types are cut at a lesser depth", () => {
    const fields = (type: string): string =>
      Array.from({ length: 40 }, (_, index) => `${type} f${index} = ${index + 1};`).join(" ");
    const wide = poolOf({
      "a.proto": `syntax = "proto3"; message A { ${fields("B")} } message B { ${fields("C")} } message C { ${fields("D")} } message D { ${fields("string")} }`,
    });
    const example = JSON.parse(template(wide, "A"));
    expect([Object.keys(example).length, JSON.stringify(example.f39)]).toEqual([
      40,
      expect.stringContaining("f39"),
    ]);
  });

  it("of an unknown type names the nearest", () => {
    const attempt = (): string => template(pool, "p.Scalar");
    expect(attempt).toThrow(ByteglassError);
    try {
      attempt();
    } catch (thrown) {
      const { code, message, hint } = ByteglassError.from(thrown);
      expect([code, message, hint]).toEqual([
        "not-found",
        "The schema has no message type p.Scalar.",
        "Did you mean p.Scalars?",
      ]);
    }
  });
});

describe("every example encodes without a finding", () => {
  it.each<[string, SchemaPool]>([
    ["this file's types", pool],
    ["the bundled google files", poolOf(protoFolder("core/schema/include"))],
    ["google/protobuf", poolOf(protoFolder("node_modules/protoc/include"))],
    ["the samples of the product", poolOf(protoFolder("proto-samples/protos"))],
    ...Object.entries(samples).map(([name, text]): [string, SchemaPool] => [
      name,
      poolOf({ "sample.proto": text }),
    ]),
  ])("%s", (_name, schema) => {
    const refused = [...schema.registry].flatMap((type) => {
      if (type.kind !== "message") return [];
      const encoded = encodeJson(type, template(schema, type.typeName), { registry: schema.registry });
      return encoded.findings.map((finding) => `${type.typeName}: ${finding.message}`);
    });
    expect(refused).toEqual([]);
  });
});
