/** What people complain of in clients whose JSON is not ProtoJSON, complaint by complaint. */
import { Buffer } from "node:buffer";
import { expect, it } from "vitest";
import { engine, schemaOf, travel } from "./support.ts";

const head = `syntax = "proto3"; package p;
  import "google/protobuf/any.proto"; import "google/protobuf/duration.proto"; import "google/protobuf/struct.proto";
  import "google/protobuf/timestamp.proto";`;

const schema = schemaOf(
  `message M {
    google.protobuf.Timestamp at = 1; google.protobuf.Duration after = 2; int64 big = 3; uint64 id = 4;
    google.protobuf.Any any = 5; google.protobuf.Struct bag = 6; google.protobuf.Value value = 7; bytes blob = 8;
    oneof pick { string left = 9; M right = 10; } string user_name = 11; N nested = 12; repeated N many = 13;
  }
  message N { string name = 1; N inner = 2; oneof which { int32 a = 3; int32 b = 4; } }`,
  head,
);

it.each([
  [
    "times as {seconds, nanos}",
    '{"at":"2026-11-23T01:02:03.5Z","after":"1.5s"}',
    '{"at":"2026-11-23T01:02:03.500Z","after":"1.500s"}',
  ],
  [
    "an int64 rounded on send",
    '{"big":9007199254740993,"id":"18446744073709551615"}',
    '{"big":"9007199254740993","id":"18446744073709551615"}',
  ],
  [
    "Any cannot be typed or read",
    '{"any":{"@type":"type.googleapis.com/p.N","name":"n"}}',
    '{"any":{"@type":"type.googleapis.com/p.N","name":"n"}}',
  ],
  [
    "Struct and Value refused",
    '{"bag":{"a":[1,null,{"b":true}]},"value":null}',
    '{"bag":{"a":[1,null,{"b":true}]},"value":null}',
  ],
  ["bytes shown as broken text", '{"blob":"_-8"}', '{"blob":"/+8="}'],
])("%s", async (_complaint, body, answer) => {
  expect(await travel((await schema).schemaId, body)).toBe(answer);
});

it.each([
  [
    "a Timestamp as an object says which form was expected",
    '{"at":{"seconds":5}}',
    /^1:7 at: Expected a time such as "2024-05-01T12:30:00.5Z"/,
  ],
  ["a misspelt field silently dropped", '{\n  "userNane": "x"\n}', /^2:3 userNane: .*userName/],
  ["several members of a oneof can be set", '{"left":"x","right":{}}', /^1:13 right: .*left/],
  ["a number out of range", '{"nested":{"a":2147483648}}', /^1:16 nested\.a: .*2147483647/],
])("%s", async (_complaint, body, told) => {
  expect(await travel((await schema).schemaId, body)).toMatch(told);
});

it("an int64 as a string looks wrong to people: the field's help says why it is one", async () => {
  const { schemaId } = await schema;
  const fields = await engine.fields({ schemaId, symbol: "p.M" });
  expect(fields.find(({ path }) => path === "big")).toMatchObject({
    declaration: "int64 big = 3",
    form: 'In JSON: a string such as "9007199254740993", because many readers round numbers above 2^53. A number without quotes is taken exactly too.',
  });
});

it("the rules of JSON are found by trial and error: each well-known type has its form in words and an example", async () => {
  const { schemaId } = await schema;
  const fields = new Map(
    (await engine.fields({ schemaId, symbol: "p.M" })).map((one) => [one.path, one.form]),
  );
  const examples = await engine.fieldExamples({ schemaId, symbol: "p.M", path: "" });
  for (const name of ["at", "after", "any", "bag", "value"]) {
    expect(fields.get(name)).toMatch(/^In JSON: /);
    const example = examples.find((one) => one.name === name)?.json;
    expect(await travel(schemaId, `{"${name}":${example}}`)).toMatch(new RegExp(`^\\{"${name}":`));
  }
});

it("Any cannot be typed: every loaded type is found by a part of its name", async () => {
  const { schemaId } = await schema;
  const page = await engine.searchSchema({ schemaId, query: "N", kinds: ["message"], start: 0, end: 10 });
  expect(page.names.map(({ symbol }) => symbol)).toContain("p.N");
});

it.each([
  ["base64", "AAH/gA==", "AAH/gA=="],
  ["base64 of URLs without padding", "AAH_gA", "AAH/gA=="],
  ["nothing", "", ""],
])("bytes shown as broken text: %s reaches the wire byte for byte", async (_form, written, read) => {
  const { schemaId } = await schema;
  const body = `{"blob":"${written}"}`;
  const { bytes } = await engine.encode({ schemaId, typeName: "p.M", form: "json", text: body });
  const raw = Buffer.from(written, "base64");
  expect(Buffer.from(bytes ?? []).subarray(written === "" ? 0 : 2)).toEqual(raw);
  expect(await travel(schemaId, body)).toBe(read === "" ? "{}" : `{"blob":"${read}"}`);
});

it("an unresolved Any hung the whole window: its type URL and bytes are shown", async () => {
  const { schemaId } = await schema;
  const bytes = Buffer.from("2a140a0e742e746573742f70726976617465120205ff", "hex");
  const { text, findings } = await engine.decode({
    schemaId,
    typeName: "p.M",
    bytes,
    form: "json",
    indent: 0,
  });
  expect(text).toBe('{"any":{"@type":"t.test/private","value":"Bf8="}}');
  expect(findings.map(({ code }) => code)).toEqual(["unresolved-any"]);
});

it("a sample body leaves nested parts empty: ours has every field, one member of each oneof, recursion cut", async () => {
  const { schemaId } = await schema;
  const { json } = await engine.template({ schemaId, symbol: "p.M" });
  const body = JSON.parse(json);
  expect(Object.keys(body)).toEqual(
    expect.arrayContaining([
      "at",
      "after",
      "big",
      "id",
      "any",
      "bag",
      "value",
      "blob",
      "userName",
      "nested",
      "many",
    ]),
  );
  expect(body.nested).toMatchObject({ name: expect.any(String) });
  expect(["left" in body, "right" in body].filter(Boolean)).toHaveLength(1);
  expect(JSON.parse(await travel(schemaId, json))).toEqual(expect.any(Object));
});
