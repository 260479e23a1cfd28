import { describe, expect, it } from "vitest";
import { diffSchemas } from "../../../core/schema/diff/diff.ts";
import { buildPool } from "../../../core/schema/pool/pool.ts";
import { partOf } from "../support/files.ts";
import { protoFolder } from "../support/folders.ts";
import { compileText } from "../support/protoc.ts";
import { changesOf, poolOf } from "./table.ts";

describe("fields", () => {
  it.each([
    ["int32 a = 1;", "int32 a = 1;"],
    ["int32 a = 1; string b = 2;", "string b = 2; int32 a = 1;"],
    ["int32 a = 1;", "int32 a = 1; string b = 2;", "p.M.b added:  → string b = 2 | compatible, compatible"],
    ["int32 a = 1; string b = 2;", "int32 a = 1;", "p.M.b removed: string b = 2 →  | lossy, breaking"],
    ["int32 a = 1;", "int32 b = 1;", "p.M.a renamed: a → b | compatible, breaking"],
    ["int32 a_b = 1;", "int32 aB = 1;", "p.M.a_b renamed: a_b → aB | compatible, compatible"],
    ["int32 a = 1;", 'int32 b = 1 [json_name = "a"];', "p.M.a renamed: a → b | compatible, compatible"],
    ["int32 a = 1;", 'int32 a = 1 [json_name = "z"];', "p.M.a json-name: a → z | compatible, compatible"],
    [
      'int32 a = 1 [json_name = "y"];',
      'int32 a = 1 [json_name = "z"];',
      "p.M.a json-name: y → z | compatible, breaking",
    ],
    ["int32 a = 1;", "int32 a = 2;", "p.M.a renumbered: 1 → 2 | breaking, compatible"],
    [
      "int32 a = 1; int32 b = 2;",
      "int32 b = 1; int32 a = 2;",
      "p.M.a renumbered: 1 → 2 | breaking, compatible",
      "p.M.b renumbered: 2 → 1 | breaking, compatible",
    ],
    [
      "int32 a = 1; int32 b = 2;",
      "int32 a = 1; int32 x = 2; int32 b = 3;",
      "p.M.b renumbered: 2 → 3 | breaking, compatible",
      "p.M.x added:  → int32 x = 2 | breaking, compatible",
    ],
    ["int32 a = 1;", "repeated int32 a = 1;", "p.M.a label: int32 → repeated int32 | compatible, breaking"],
    ["repeated int32 a = 1;", "int32 a = 1;", "p.M.a label: repeated int32 → int32 | breaking, breaking"],
    ["repeated string a = 1;", "string a = 1;", "p.M.a label: repeated string → string | lossy, breaking"],
    [
      "map<string, int32> a = 1;",
      "repeated string a = 1;",
      "p.M.a label: map<string, int32> → repeated string | breaking, breaking",
    ],
    [
      "map<int32, string> a = 1;",
      "map<int64, bytes> a = 1;",
      "p.M.a retyped: map<int32, string> → map<int64, bytes> | compatible, lossy",
      "p.M.a retyped: string → bytes | compatible, breaking",
    ],
    ["int32 a = 1;", "optional int32 a = 1;", "p.M.a presence: implicit → explicit | compatible, compatible"],
    ["optional int32 a = 1;", "int32 a = 1;", "p.M.a presence: explicit → implicit | lossy, lossy"],
    [
      "repeated int32 a = 1;",
      "repeated int32 a = 1 [packed = false];",
      "p.M.a packed: packed → expanded | compatible, compatible",
    ],
    [
      "int32 a = 1;",
      "int32 a = 1 [deprecated = true];",
      "p.M.a option:  → deprecated = true | compatible, compatible",
    ],
    [
      "int64 a = 1 [jstype = JS_STRING];",
      "int64 a = 1 [jstype = JS_NUMBER];",
      "p.M.a option: jstype = JS_STRING → jstype = JS_NUMBER | compatible, compatible",
    ],
    ["reserved 4;", "reserved 4, 7 to 9;", "p.M reserved: 4 → 4, 7 to 9 | compatible, compatible"],
    ['reserved "b";', "", 'p.M reserved: "b" →  | compatible, compatible'],
  ])("%s | %s", async (before, after, ...changes) => {
    expect(await changesOf(`message M { ${before} }`, `message M { ${after} }`)).toEqual(changes);
  });
});

describe("types of fields, wire and JSON", () => {
  it.each([
    ["int32", "int64", "compatible, compatible"],
    ["int64", "int32", "lossy, lossy"],
    ["int32", "uint32", "lossy, lossy"],
    ["uint32", "int64", "compatible, compatible"],
    ["uint64", "int64", "lossy, lossy"],
    ["bool", "int32", "compatible, breaking"],
    ["int32", "bool", "lossy, breaking"],
    ["int32", "sint32", "breaking, compatible"],
    ["sint32", "sint64", "compatible, compatible"],
    ["fixed32", "sfixed32", "lossy, lossy"],
    ["fixed32", "fixed64", "breaking, compatible"],
    ["fixed32", "float", "breaking, lossy"],
    ["float", "double", "breaking, compatible"],
    ["double", "float", "breaking, lossy"],
    ["int32", "double", "breaking, compatible"],
    ["int64", "double", "breaking, lossy"],
    ["double", "int64", "breaking, lossy"],
    ["int64", "string", "breaking, compatible"],
    ["int32", "string", "breaking, breaking"],
    ["string", "int64", "breaking, lossy"],
    ["string", "bytes", "compatible, breaking"],
    ["bytes", "string", "lossy, breaking"],
    ["E", "int32", "compatible, breaking"],
    ["int32", "E", "compatible, compatible"],
    ["int64", "E", "lossy, breaking"],
    ["E", "string", "breaking, lossy"],
    ["string", "E", "breaking, lossy"],
    ["E", "F", "compatible, compatible"],
    ["F", "E", "lossy, lossy"],
    ["A", "B", "compatible, compatible"],
    ["A", "C", "breaking, breaking"],
    ["A", "bytes", "compatible, breaking"],
    ["bytes", "A", "lossy, breaking"],
    ["A", "string", "breaking, breaking"],
    ["A", "google.protobuf.Value", "breaking, compatible"],
    ["string", "google.protobuf.StringValue", "breaking, compatible"],
    ["google.protobuf.Int32Value", "int32", "breaking, compatible"],
  ])("%s → %s: %s", async (before, after, effects) => {
    const around = `syntax = "proto3"; package p;
      import "google/protobuf/struct.proto"; import "google/protobuf/wrappers.proto";
      enum E { E0 = 0; E1 = 1; } message In { enum F { E0 = 0; E1 = 1; E2 = 2; } }
      message A { int32 a = 1; } message B { int32 a = 1; } message C { string a = 1; }
      message Keep { google.protobuf.Value v = 1; google.protobuf.StringValue s = 2; }`;
    const named = (name: string) => (name === "F" ? "In.F" : name);
    const text = (name: string) => `${around} message M { ${named(name)} f = 1; }`;
    const changes = (await changesOf(text(before), text(after))).filter((line) =>
      line.includes(" retyped: "),
    );
    expect(changes.map((line) => line.replace(/^.* \| /, ""))).toEqual([effects]);
  });
});

describe("oneofs", () => {
  it.each([
    ["int32 a = 1; int32 b = 2;", "oneof o { int32 a = 1; int32 b = 2; }", "lossy, lossy"],
    ["int32 a = 1;", "oneof o { int32 a = 1; int32 b = 2; }", "compatible, compatible"],
    ["oneof o { int32 a = 1; int32 b = 2; }", "int32 a = 1; int32 b = 2;", "compatible, compatible"],
    [
      "oneof o { int32 a = 1; int32 b = 2; }",
      "oneof q { int32 a = 1; int32 b = 2; int32 c = 3; }",
      "compatible, compatible",
    ],
  ])("%s | %s: %s", async (before, after, effects) => {
    const changes = await changesOf(`message M { ${before} }`, `message M { ${after} }`);
    const moved = changes.filter((line) => / oneof: /.test(line));
    expect([...new Set(moved.map((line) => line.replace(/^.* \| /, "")))]).toEqual([effects]);
  });

  it("another name alone", async () => {
    const text = (name: string) => `message M { oneof ${name} { int32 a = 1; int32 b = 2; } }`;
    expect(await changesOf(text("o"), text("q"))).toEqual(["p.M.o renamed: o → q | compatible, compatible"]);
  });
});

describe("proto2, editions and extensions", () => {
  const proto2 = (text: string) => `syntax = "proto2"; package p; ${text}`;
  it.each([
    [
      "message M { optional int32 a = 1; }",
      "message M { required int32 a = 1; }",
      "p.M.a presence: explicit → required | breaking, breaking",
    ],
    [
      "message M { required int32 a = 1; }",
      "message M { optional int32 a = 1; }",
      "p.M.a presence: required → explicit | compatible, compatible",
    ],
    [
      "message M { }",
      "message M { required int32 a = 1; }",
      "p.M.a added:  → required int32 a = 1 | breaking, breaking",
    ],
    [
      "message M { optional int32 a = 1 [default = 4]; }",
      "message M { optional int32 a = 1 [default = 5]; }",
      "p.M.a default: 4 → 5 | lossy, lossy",
    ],
    [
      "message M { optional float a = 1 [default = 0.1]; }",
      "message M { optional float a = 1 [default = 0.100000001]; }",
    ],
    [
      "message M { optional group A = 1 { optional int32 b = 1; } }",
      "message M { message A { optional int32 b = 1; } optional A a = 1; }",
      "p.M.a retyped: group p.M.A → p.M.A | breaking, compatible",
    ],
    [
      "message M { extensions 4 to 9; }",
      "message M { extensions 4 to max; }",
      "p.M extension-range: 4 to 9 → 4 to 536870911 | compatible, compatible",
    ],
    [
      "message M { extensions 4 to 9; } extend M { optional int32 a = 4; }",
      "message M { extensions 4 to 9; } extend M { optional int64 a = 5; }",
      "p.a renumbered: 4 → 5 | breaking, compatible",
      "p.a retyped: int32 → int64 | compatible, compatible",
    ],
    [
      "message M { extensions 4 to 9; } extend M { optional int32 a = 4; }",
      "message M { extensions 4 to 9; } extend M { optional int32 b = 4; }",
      "p.a renamed: p.a → p.b | compatible, breaking",
    ],
    [
      "message M { extensions 4 to 9; }",
      "message M { extensions 4 to 9; } extend M { optional int32 a = 4; }",
      "p.a added:  → int32 p.a = 4 of p.M | compatible, compatible",
    ],
    [
      "message M { extensions 4 to max; }",
      "message M { option message_set_wire_format = true; extensions 4 to max; }",
      "p.M extension-range: 4 to 536870911 → 4 to 2147483646 | compatible, compatible",
      "p.M option:  → message_set_wire_format = true | breaking, breaking",
    ],
  ])("%s | %s", async (before, after, ...changes) => {
    expect(await changesOf(proto2(before), proto2(after))).toEqual(changes);
  });

  it("the same schema in an edition is the same", async () => {
    const before = `syntax = "proto3"; package p; message M { int32 a = 1; repeated int32 b = 2; optional string c = 3; }`;
    const after = `edition = "2023"; package p; message M {
      int32 a = 1 [features.field_presence = IMPLICIT]; repeated int32 b = 2; string c = 3; }`;
    expect(await changesOf(before, after)).toEqual([]);
  });

  it("a closed enum is told from an open one, checked strings from unchecked ones", async () => {
    const before = `syntax = "proto3"; package p; enum E { A = 0; } message M { optional string s = 1; }`;
    const after = `syntax = "proto2"; package p; enum E { A = 0; } message M { optional string s = 1; }`;
    expect(await changesOf(before, after)).toEqual([
      "p.M.s utf8-validation: checked → unchecked | compatible, compatible",
      "p.E enum-openness: open → closed | lossy, lossy",
    ]);
  });
});

describe("enums", () => {
  it.each([
    ["A = 0;", "A = 0; B = 1;", "p.E.B added:  → B = 1 | compatible, compatible"],
    ["A = 0; B = 1;", "A = 0;", "p.E.B removed: B = 1 →  | lossy, breaking"],
    ["A = 0; B = 1;", "A = 0; C = 1;", "p.E.B renamed: B → C | compatible, breaking"],
    ["A = 0; B = 1;", "A = 0; B = 2;", "p.E.B renumbered: 1 → 2 | breaking, compatible"],
    ["A = 0;", "A = 0; reserved 5;", "p.E reserved:  → 5 | compatible, compatible"],
    [
      "option allow_alias = true; A = 0; B = 1; C = 1;",
      "option allow_alias = true; A = 0; Z = 0; C = 1;",
      "p.E.Z added:  → Z = 0 | compatible, compatible",
      "p.E.B removed: B = 1 →  | compatible, breaking",
    ],
    ["A = 0;", "A = 0 [deprecated = true];", "p.E.A option:  → deprecated = true | compatible, compatible"],
  ])("%s | %s", async (before, after, ...changes) => {
    expect(await changesOf(`enum E { ${before} }`, `enum E { ${after} }`)).toEqual(changes);
  });
});

describe("services", () => {
  const http = (text: string) => `syntax = "proto3"; package p; import "google/api/annotations.proto";
    message A { string id = 1; } message B { int32 b = 1; } ${text}`;
  it.each([
    ["", "service S { }", "p.S added:  → p.S | compatible, compatible"],
    ["service S { }", "", "p.S removed: p.S →  | breaking, breaking"],
    [
      "service S { }",
      "service S { rpc X(A) returns (stream A); }",
      "p.S/X added:  → rpc X(p.A) returns (stream p.A) | compatible, compatible",
    ],
    [
      "service S { rpc X(A) returns (A); }",
      "service S { }",
      "p.S/X removed: rpc X(p.A) returns (p.A) →  | breaking, breaking",
    ],
    [
      "service S { rpc X(A) returns (A); }",
      "service S { rpc X(B) returns (stream A); }",
      "p.S/X retyped: takes p.A → takes p.B | breaking, breaking",
      "p.S/X streaming: unary → server-stream | breaking, breaking",
    ],
    [
      "service S { rpc X(A) returns (A); }",
      "service T { rpc X(A) returns (A); }",
      "p.S renamed: p.S → p.T | breaking, compatible",
    ],
    [
      'service S { rpc X(A) returns (A) { option (google.api.http) = { get: "/a/{id}" }; } }',
      'service S { rpc X(A) returns (A) { option (google.api.http) = { get: "/b/{id}" }; } }',
      "p.S/X http-rule: GET /a/{id} → GET /b/{id} | compatible, breaking",
    ],
    [
      'service S { rpc X(A) returns (A) { option (google.api.http) = { get: "/a/{id}" }; } }',
      `service S { rpc X(A) returns (A) { option (google.api.http) = {
        get: "/a/{id}" additional_bindings { post: "/a" body: "*" } }; } }`,
      "p.S/X http-rule: GET /a/{id} → GET /a/{id}, POST /a body=* | compatible, compatible",
    ],
    [
      "service S { rpc X(A) returns (A); }",
      "service S { rpc X(A) returns (A) { option idempotency_level = IDEMPOTENT; } }",
      "p.S/X option:  → idempotency_level = IDEMPOTENT | compatible, compatible",
    ],
  ])("%s | %s", async (before, after, ...changes) => {
    expect(await changesOf(http(before), http(after))).toEqual(changes);
  });
});

describe("messages", () => {
  it.each([
    ["message A { }", "message A { } message B { }", "p.B added:  → p.B | compatible, compatible"],
    ["message A { } message B { }", "message A { }", "p.B removed: p.B →  | breaking, breaking"],
    [
      "message A { A a = 1; } message M { A a = 1; }",
      "message B { B a = 1; } message M { B a = 1; }",
      "p.A renamed: p.A → p.B | compatible, compatible",
    ],
    [
      "message M { message A { int32 a = 1; } A a = 1; }",
      "message A { int32 a = 1; } message M { A a = 1; }",
      "p.M.A renamed: p.M.A → p.A | compatible, compatible",
    ],
    [
      "message A { int32 a = 1; } message B { int32 a = 1; }",
      "message C { int32 a = 1; } message D { int32 a = 1; }",
      "p.A removed: p.A →  | breaking, breaking",
      "p.B removed: p.B →  | breaking, breaking",
      "p.C added:  → p.C | compatible, compatible",
      "p.D added:  → p.D | compatible, compatible",
    ],
  ])("%s | %s", async (before, after, ...changes) => {
    expect(await changesOf(before, after)).toEqual(changes);
  });

  it("a whole package under another name", async () => {
    const text = (name: string) => `syntax = "proto3"; package ${name};
      enum E { Z = 0; } message A { E e = 1; A a = 2; } service S { rpc X(A) returns (A); }`;
    expect(await changesOf(text("p.v1"), text("p.v2"))).toEqual([
      "p.v1.S renamed: p.v1.S → p.v2.S | breaking, compatible",
      "p.v1.A renamed: p.v1.A → p.v2.A | compatible, compatible",
      "p.v1.E renamed: p.v1.E → p.v2.E | compatible, compatible",
    ]);
  });
});

describe("the list", () => {
  it("says why in one sentence", async () => {
    const before = await poolOf("message M { int32 a = 1; string b = 2; }");
    const after = await poolOf("message M { int32 id = 1; }");
    expect(diffSchemas(before, after).map(({ why }) => why)).toEqual([
      "On the wire names do not occur; in JSON the key a is refused as unknown: it is id now.",
      "On the wire its values become unknown fields; in JSON its key is refused as unknown; its number is not reserved, so another field may take it.",
    ]);
  });

  it("is bounded, and counts what it leaves out", async () => {
    const fields = Array.from({ length: 10_005 }, (_, index) => `int32 f${index} = ${index + 1};`);
    const changes = diffSchemas(
      await poolOf(`message M { ${fields.join(" ")} }`),
      await poolOf("message M { }"),
    );
    expect(changes.length).toBe(10_001);
    expect(changes.at(-1)).toEqual({
      symbol: "",
      subject: "schema",
      kind: "more",
      before: "",
      after: "5",
      wire: "lossy",
      json: "breaking",
      why: "5 more changes are left out; these are the worst they do.",
    });
  });

  it("leaves out types that one side names and does not have, and the reflection service", () => {
    const files = compileText({
      "one.proto": 'syntax = "proto3"; package a; message One { int32 x = 1; }',
      "two.proto": 'syntax = "proto3"; import "one.proto"; message Two { a.One one = 1; }',
      ...protoFolder("proto-samples/protos/grpc/reflection/v1"),
    });
    const whole = buildPool([partOf(files.values())]);
    const part = buildPool([partOf([files.get("two.proto") ?? new Uint8Array(0)])]);
    expect([diffSchemas(whole, part), diffSchemas(part, whole)]).toEqual([[], []]);
  });

  it("compares bundled files only when there are no others", () => {
    const files = compileText(protoFolder("core/schema/include"));
    const all = buildPool([partOf(files.values())]);
    const few = buildPool([partOf([files.get("google/api/http.proto") ?? new Uint8Array(0)])]);
    const mixed = (text: string) =>
      buildPool([partOf([...files.values(), ...compileText({ "m.proto": text }).values()])]);
    expect(diffSchemas(few, all).some(({ symbol }) => symbol === "google.rpc.Status")).toBe(true);
    const m = 'syntax = "proto3"; message M {}';
    expect(diffSchemas(mixed(m), buildPool([partOf(compileText({ "m.proto": m }).values())]))).toEqual([]);
  });
});
