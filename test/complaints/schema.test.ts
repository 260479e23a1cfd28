/** What people complain of where a schema does not load, complaint by complaint. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { compileText } from "../schema/support/protoc.ts";
import { engine, open, protos, refusal, schemaOf, travel, tree } from "./support.ts";

const syntax = 'syntax = "proto3";';

it("imports do not resolve: where it looked, and the folder that would do", async () => {
  const folder = tree({
    "repo/api/shop/item.proto": `${syntax} package shop; message Item {}`,
    "repo/api/shop/order.proto": `${syntax} package shop; import "shop/item.proto"; message Order { Item item = 1; }`,
  });
  const told = await refusal(open(protos(folder, ["repo/api/shop/order.proto"], ["repo"])), folder);
  expect(told.join("\n")).toContain('the import "shop/item.proto" was not found. Looked in ROOT/repo');
  expect(told.join("\n")).toContain("Add ROOT/repo/api as an import path");
  const { services, findings } = await open(protos(folder, ["repo/api/shop/order.proto"], ["repo/api"]));
  expect([services, findings]).toEqual([[], []]);
});

it.each([
  ["in the project, beside the root", { "repo/go.mod": "" }, "repo/third_party/deps"],
  ["in a sister of the root", {}, "repo/third_party/deps"],
])("imports do not resolve: the folder is found %s", async (_where, marks, found) => {
  const folder = tree({
    ...marks,
    "repo/api/shop/order.proto": `${syntax} package shop; import "acme/item.proto"; message Order { acme.Item item = 1; }`,
    "repo/third_party/deps/acme/item.proto": `${syntax} package acme; message Item {}`,
  });
  const told = await refusal(open(protos(folder, ["repo/api/shop/order.proto"], ["repo/api"])), folder);
  expect(told.join("\n")).toContain(`Add ROOT/${found} as an import path`);
});

it("files of the same name in several folders clash", async () => {
  const folder = tree({
    "one/model.proto": `${syntax} package one; message M { int32 a = 1; }`,
    "two/model.proto": `${syntax} package two; message M { string b = 1; }`,
  });
  const first = await open(
    protos(folder, ["one/model.proto"], ["one"]),
    protos(folder, ["two/model.proto"], ["."]),
  );
  expect(first.messages).toEqual(["one.M", "two.M"]);
});

it("several import paths", async () => {
  const folder = tree({
    "a/x.proto": `${syntax} package p; import "y.proto"; message M { Y y = 1; }`,
    "b/y.proto": `${syntax} package p; message Y { int32 n = 1; }`,
  });
  const { schemaId } = await open(protos(folder, ["a/x.proto"], ["a", "b"]));
  expect(await travel(schemaId, '{"y":{"n":5}}')).toBe('{"y":{"n":5}}');
});

it("google/api and google/protobuf are not built in", async () => {
  const names = [
    "google/api/annotations.proto",
    "google/protobuf/timestamp.proto",
    "google/rpc/status.proto",
    "google/type/date.proto",
  ];
  const { findings } = await schemaOf(
    "message M {}",
    `${syntax} package p; ${names.map((name) => `import "${name}";`).join("")}`,
  );
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
});

it("a tree with its own copies of the well-known types", async () => {
  const copy = readFileSync(
    join(import.meta.dirname, "../../node_modules/protoc/include/google/protobuf/source_context.proto"),
    "utf8",
  );
  const folder = tree({
    "a.proto": `${syntax} package p; import "google/protobuf/type.proto"; message M { google.protobuf.Type t = 1; }`,
    "google/protobuf/source_context.proto": copy,
  });
  const { schemaId } = await open(protos(folder, ["a.proto", "google/protobuf/source_context.proto"]));
  expect(await travel(schemaId, '{"t":{"name":"n"}}')).toBe('{"t":{"name":"n"}}');
});

it("a tree with an unequal copy of a well-known type: which one counts is said", async () => {
  const folder = tree({
    "a.proto": `${syntax} package p; import "google/protobuf/timestamp.proto"; message M { google.protobuf.Timestamp t = 1; }`,
    "google/protobuf/timestamp.proto": `${syntax} package google.protobuf; message Timestamp { int64 seconds = 1; int32 nanos = 2; string zone = 3; }`,
  });
  const { schemaId, findings } = await open(protos(folder, ["a.proto"]));
  expect(await travel(schemaId, '{"t":"2026-11-23T01:02:03Z"}')).toBe('{"t":"2026-11-23T01:02:03Z"}');
  expect(findings.map(({ message }) => message).join(" ")).toContain("google/protobuf/timestamp.proto");
});

const google = join(import.meta.dirname, "../../node_modules/google-proto-files");

it("huge public trees fail: a large one of googleapis loads whole, and every type has an example", async () => {
  const versions = readdirSync(join(google, "google/ads/googleads"));
  const newest = `google/ads/googleads/v${Math.max(...versions.map((name) => Number(name.slice(1)) || 0))}`;
  const files = readdirSync(join(google, newest), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".proto"))
    .map((name) => join(newest, name));
  expect(files.length).toBeGreaterThan(400);
  const { schemaId, services, findings } = await open(protos(google, files));
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(services.length).toBeGreaterThan(50);
  const mutate = services.flatMap(({ methods }) => methods).find(({ name }) => name === "Mutate");
  const { json } = await engine.template({ schemaId, symbol: mutate?.inputType ?? "" });
  expect(await travel(schemaId, json, mutate?.inputType)).toMatch(/^\{/);
}, 60_000);

it("a small file of deep types overflows the stack: it loads, and what a compiler refuses is told", async () => {
  const nested = (depth: number) =>
    `${"message M {".repeat(depth)} int32 n = 1; ${"M m = 2; }".repeat(depth)}`;
  const { schemaId } = await schemaOf(nested(30));
  expect(await travel(schemaId, '{"m":{"m":{}}}', "p.M")).toBe('{"m":{"m":{}}}');
  const told = await refusal(schemaOf(nested(1_000)));
  expect(told.join(" ")).toMatch(/nest|recursion|depth/i);
});

it("custom options break parsing", async () => {
  const { schemaId } = await schemaOf(
    `extend google.protobuf.FieldOptions { Rule rule = 50000; }
     message Rule { map<string, int32> limits = 1; oneof kind { Rule all = 2; } }
     message M { string name = 1 [(rule) = { limits: { key: "x" value: 1 } all { limits { key: "y" } } }]; }`,
    `${syntax} package p; import "google/protobuf/descriptor.proto";`,
  );
  expect(await travel(schemaId, '{"name":"n"}')).toBe('{"name":"n"}');
});

it.each(["2023", "2024"])("edition %s refused", async (edition) => {
  const { schemaId } = await schemaOf(
    "message M { int32 a = 1; string b = 2; }",
    `edition = "${edition}"; package p;`,
  );
  expect(await travel(schemaId, '{"a":0}')).toBe('{"a":0}');
});

it("proto2 extensions break a schema: they are no fields of the message", async () => {
  const { schemaId } = await schemaOf(
    "message M { optional int32 a = 1; extensions 100 to 199; } extend M { optional int32 b = 100; } message Other { extend M { optional int32 b = 101; } }",
    'syntax = "proto2"; package p;',
  );
  expect(await travel(schemaId, '{"a":1,"[p.b]":2,"[p.Other.b]":3}')).toBe(
    '{"a":1,"[p.b]":2,"[p.Other.b]":3}',
  );
});

it("maps, groups, nested enums and equal names break a release", async () => {
  const { schemaId } = await schemaOf(
    `message M { map<string, M> by_name = 1; map<int64, E> by_id = 2; optional group Item = 3 { optional int32 x = 1; }
      enum E { A = 0; B = 1; } message Item2 { enum E { A = 0; } optional E e = 1; } optional Item2 other = 4; }`.replaceAll(
      "map<",
      "map<",
    ),
    'syntax = "proto2"; package p;',
  );
  const body = '{"byName":{"k":{"item":{"x":1}}},"byId":{"-1":"B"},"other":{"e":"A"}}';
  expect(await travel(schemaId, body)).toBe(body);
});

it("recursive messages crash", async () => {
  const { schemaId } = await schemaOf(
    "message M { M self = 1; repeated N many = 2; } message N { M back = 1; }",
  );
  const { json } = await engine.template({ schemaId, symbol: "p.M" });
  expect(await travel(schemaId, json)).toBe('{"many":[{}]}');
  const deep = `${'{"self":'.repeat(90)}{}${"}".repeat(90)}`;
  expect(await travel(schemaId, deep)).toBe(deep);
});

it("weak and public imports are not followed", async () => {
  const folder = tree({
    "a.proto": `syntax = "proto2"; package p; import "all.proto"; import weak "weak.proto";
      message M { optional Deep deep = 1; optional Weak weak = 2; }`,
    "all.proto": 'syntax = "proto2"; import public "deep.proto";',
    "deep.proto": 'syntax = "proto2"; package p; message Deep { optional int32 n = 1; }',
    "weak.proto": 'syntax = "proto2"; package p; message Weak { optional int32 n = 1; }',
  });
  const { schemaId, findings } = await open(protos(folder, ["a.proto"]));
  const json = '{"deep":{"n":1},"weak":{"n":2}}';
  expect([await travel(schemaId, json), findings]).toEqual([json, []]);
});

it.each(["$schema", "constructor", "__proto__", "toString", "hasOwnProperty"])(
  "%s is a name that a library keeps for itself: it is a field, and a map's key",
  async (name) => {
    const { schemaId } = await schemaOf(
      `message M { int32 a = 1 [json_name = "${name}"]; map<string, int32> keys = 2; }`,
    );
    const json = `{"${name}":1,"keys":{"${name}":2}}`;
    expect(await travel(schemaId, json)).toBe(json);
  },
);

it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
  "%s is a name that a library keeps for itself: it is a message, a field and an enum value",
  async (name) => {
    const { schemaId } = await schemaOf(
      `message M { ${name} ${name} = 1 [json_name = "${name}"]; E e = 2; enum E { ZERO = 0; ${name}_ = 1; } }
       message ${name} { string self = 1; }`,
    );
    const json = `{"${name}":{"self":"x"},"e":"${name}_"}`;
    expect(await travel(schemaId, json)).toBe(json);
  },
);

it.each([
  ["pb", "descriptor set"],
  ["binpb.gz", "descriptor set"],
  ["binpb", "buf image"],
  ["json", "buf image"],
])("no import of descriptor sets and images: .%s of a %s", async (extension, kind) => {
  const folder = tree({
    "a.proto": `${syntax} package p; message M { int32 a = 1; }`,
    "buf.yaml": "version: v2\n",
  });
  const name = `schema.${extension}`;
  if (kind === "buf image") {
    const buf = join(import.meta.dirname, "../../node_modules/@bufbuild/buf/bin/buf");
    execFileSync(process.execPath, [buf, "build", "-o", name], { cwd: folder, stdio: "pipe" });
  } else {
    const bytes = Buffer.concat(
      [...compileText({ "a.proto": readFileSync(join(folder, "a.proto"), "utf8") }).values()].map(inSet),
    );
    writeFileSync(join(folder, name), extension.endsWith("gz") ? gzipSync(bytes) : bytes);
  }
  const { schemaId } = await open({ kind: "descriptor-set", file: join(folder, name) });
  expect(await travel(schemaId, '{"a":5}')).toBe('{"a":5}');
});

it("reading the schema again wipes the bodies: what changed is a list, and no body is touched", async () => {
  const before = await schemaOf("message M { int32 a = 1; string gone = 2; }");
  const after = await schemaOf("message M { int64 a = 1; }");
  const { changes } = await engine.diffSchemas({ before: before.schemaId, after: after.schemaId });
  expect(changes.map(({ symbol, kind }) => [symbol, kind])).toEqual([
    ["p.M.a", "retyped"],
    ["p.M.gone", "removed"],
  ]);
  expect(await travel(after.schemaId, '{"a":1,"gone":"x"}')).toMatch(/^1:8 gone: /);
});

/** A file of a descriptor set: field 1, with its length. */
function inSet(file: Uint8Array): Uint8Array {
  const length: number[] = [];
  for (let rest = file.length; ; rest >>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Buffer.concat([Uint8Array.of(0x0a, ...length), file]);
}
