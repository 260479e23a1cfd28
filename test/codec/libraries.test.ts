/** What protobuf-es 2.17.0 or protobufjs 8.8.1 lose or misread, case by case, and what this codec does instead. */
import { create, createFileRegistry, fromBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { encodeJson, normalizeBytes, renderJson, transcodeToJson } from "../../core/codec/index.ts";
import { compileProto, compileToBytes, fromHex, messageType, toHex } from "./compile.ts";
import { registry, type } from "./schemas.ts";

function encode(name: string, json: string): string {
  const encoded = encodeJson(type(name), json, { registry });
  return encoded.ok
    ? toHex(encoded.value.bytes)
    : encoded.findings.map((finding) => finding.message).join("\n");
}

function render(name: string, hex: string) {
  const { text, findings } = renderJson(type(name), fromHex(hex), { registry, indent: 0 });
  return {
    text,
    findings: findings.map(({ code, message, bytes, path }) => ({ code, message, bytes, path })),
  };
}

function refusal(name: string, hex: string): string | undefined {
  const transcoded = transcodeToJson(type(name), fromHex(hex), { registry });
  return transcoded.ok ? undefined : transcoded.findings[0]?.code;
}

describe("what libraries get wrong", () => {
  it("1: a known field with the wrong wire type is an unknown field, not a value", () => {
    expect(render("t.Node", "20 01 12 02 20 05 08 07")).toMatchObject({
      text: '{"child":{"rank":5},"rank":1}',
      findings: [{ code: "wrong-wire-type", bytes: { start: 6, end: 8 } }],
    });
    expect(render("t.Scalars", "2a021007 6805")).toEqual({
      text: '{"u32":5}',
      findings: [
        {
          code: "wrong-wire-type",
          message: 'Field 5 "i32" (int32) cannot come as LEN; the record at byte 0 is not in the JSON.',
          bytes: { start: 0, end: 4 },
          path: undefined,
        },
      ],
    });
    const kept = normalizeBytes(type("t.Scalars"), fromHex("2a021007 6805"), { registry });
    expect(kept.ok && toHex(kept.value)).toBe("68052a021007");
  });

  it("2: a submessage, a map entry or a packed list never reads past its own length", () => {
    expect(refusal("t.Node", "1202 2005 1202 1206 0a0161 0a0162")).toBe("truncated");
    expect(refusal("t.Maps", "0a03 0a0561 61616161")).toBe("truncated");
    expect(refusal("t.Lists", "0a01 ff 01")).toBe("truncated");
  });

  it("3: a oneof foo_bar and a field fooBar are two things", () => {
    expect(encode("t.OneofClash", '{"a":1,"fooBar":2}')).toBe("08011802");
    expect(render("t.OneofClash", "08011802").text).toBe('{"a":1,"fooBar":2}');
  });

  it("4: fields foo_bar and fooBar of one proto2 message each have a key of their own", () => {
    expect(render("t2.Legacy", "08011002").text).toBe('{"foo_bar":1,"fooBar":2}');
    expect(encode("t2.Legacy", '{"foo_bar":1,"fooBar":2}')).toBe("08011002");
    expect(encode("t2.Legacy", '{"fooBar":2}')).toBe("1002");
  });

  it("5: a map entry with a number that its closed enum lacks is an unknown field as a whole", () => {
    const rendered = render("t2.Basic", "42050a01611001 42050a01621009");
    expect(rendered.text).toBe('{"closedMap":{"a":"YES"}}');
    expect(rendered.findings.map((finding) => finding.code)).toEqual(["unknown-enum-number"]);
    const kept = normalizeBytes(type("t2.Basic"), fromHex("42050a01621009 42050a01611001"), { registry });
    expect(kept.ok && toHex(kept.value)).toBe("42050a0161100142050a01621009");
  });

  it("6: Struct, Value and ListValue survive a schema that came as a descriptor", () => {
    const json = '{"struct":{"a":[1,"x"]}}';
    const encoded = encodeJson(type("t.Known"), json, { registry });
    const bytes = encoded.ok ? encoded.value.bytes : new Uint8Array();
    expect(renderJson(type("t.Known"), bytes, { registry, indent: 0 }).text).toBe(json);
  });

  it.each(["$ref", "2fa"])("7: the JSON name %s is a name like any other", (name) => {
    expect(render("t.Names", encode("t.Names", `{"${name}":1}`)).text).toBe(`{"${name}":1}`);
  });

  it("8: __proto__ is a field and a map key, and changes no prototype", () => {
    expect(render("t.Names", encode("t.Names", '{"__proto__":1}')).text).toBe('{"__proto__":1}');
    expect(render("t.Maps", encode("t.Maps", '{"s":{"__proto__":1}}')).text).toBe('{"s":{"__proto__":1}}');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it("9: a required field that is missing is refused by name, nothing is invented", () => {
    expect(encode("t2.Holder", '{"strict":{"id":1},"byName":{"k":{"id":2,"name":"x","child":{}}}}')).toBe(
      [
        'The required field "name" (string) of t2.Strict is missing.',
        'The required field "id" (int32) of t2.Strict is missing.',
        'The required field "name" (string) of t2.Strict is missing.',
      ].join("\n"),
    );
    expect(render("t2.Strict", "0801").findings).toMatchObject([
      { code: "required-missing", path: undefined },
    ]);
  });

  it("10: minus zero stays minus zero", () => {
    expect(encode("t.Scalars", '{"d":-0.0,"f":-0}')).toBe("0900000000000000801500000080");
    expect(render("t.Scalars", "0900000000000000801500000080").text).toBe('{"d":-0,"f":-0}');
    expect(render("t.Known", encode("t.Known", '{"value":-0}')).text).toBe('{"value":-0}');
  });

  it.each([
    ["2023-02-29T00:00:00Z", "the month has 28 days"],
    ["1900-02-29T00:00:00Z", "the month has 28 days"],
    ["2024-04-31T00:00:00Z", "the month has 30 days"],
    ["2024-13-01T00:00:00Z", "there is no month 13"],
  ])("11: %s is refused: %s", (time, reason) => {
    expect(encode("t.Known", `{"time":"${time}"}`)).toContain(reason);
  });

  it.each(["0.1", "16777216", "1e-45", "3.4028235e+38", "1.1754944e-38", "0.3", "1e+10"])(
    "12: the float %s is written with the digits that make it, and no more",
    (digits) => {
      expect(render("t.Scalars", encode("t.Scalars", `{"f":${digits}}`)).text).toBe(
        `{"f":${String(Number(digits))}}`,
      );
    },
  );

  it("13: the number 9007199254740993 reaches the wire as it is", () => {
    expect(encode("t.Scalars", '{"i64":9007199254740993}')).toBe("188180808080808010");
    expect(render("t.Scalars", "188180808080808010").text).toBe('{"i64":"9007199254740993"}');
  });

  it("14: base64 with padding in the middle is refused", () => {
    expect(encode("t.Scalars", '{"raw":"AA==AA"}')).toBe(
      "Expected base64, but its padding (=) is not at the end of a group of four.",
    );
  });

  it("15: an Any with fields but without @type is refused", () => {
    expect(encode("t.Known", '{"any":{"name":"x"}}')).toBe(
      'Expected the key "@type" with the type URL of the message in this google.protobuf.Any.',
    );
  });

  it("16: an empty google.protobuf.Value is null, and the rest of the message is shown", () => {
    expect(render("t.Known", "3200 9a01020a00")).toMatchObject({
      text: '{"value":null,"bytesValue":""}',
      findings: [{ code: "empty-value", path: "value", bytes: { start: 0, end: 2 } }],
    });
  });

  it("17: invalid UTF-8 in a proto2 string is shown as U+FFFD and its bytes are kept", () => {
    expect(render("t2.Basic", "1203 61ff62")).toEqual({
      text: '{"s":"a\ufffdb"}',
      findings: [
        {
          code: "unchecked-utf8",
          message: "The string has bytes at 3 that are no UTF-8; the JSON shows U+FFFD in their place.",
          bytes: { start: 3, end: 5 },
          path: "s",
        },
      ],
    });
    const kept = normalizeBytes(type("t2.Basic"), fromHex("1203 61ff62"), { registry });
    expect(kept.ok && toHex(kept.value)).toBe("120361ff62");
  });

  it("18: one bad Any or Timestamp leaves the rest of the message readable", () => {
    expect(render("t.Known", "0a06 0a0178 120101 1209 088080808080808001 1a02 0805")).toMatchObject({
      text: '{"any":{"@type":"x","value":"AQ=="},"time":{"seconds":"562949953421312","nanos":0},"span":"5s"}',
      findings: [
        { code: "unresolved-any", path: "any" },
        { code: "bad-timestamp", path: "time" },
      ],
    });
  });

  it("19: an unknown varint of more than ten bytes is refused", () => {
    expect(refusal("t.Node", "f807 ffffffffffffffffffffff01")).toBe("bad-varint");
  });

  it("20: a descriptor without json_name gets the names that protoc would have given", () => {
    const file = create(FileDescriptorProtoSchema, {
      name: "bare.proto",
      syntax: "proto3",
      messageType: [{ name: "Bare", field: [{ name: "foo_bar_2", number: 1, label: 1, type: 5 }] }],
    });
    const bare = createFileRegistry(file, () => undefined);
    const encoded = encodeJson(messageType(bare, "Bare"), '{"fooBar2":1}', { registry: bare });
    expect(encoded.ok && toHex(encoded.value.bytes)).toBe("0801");
    const rendered = renderJson(messageType(bare, "Bare"), fromHex("0801"), { registry: bare, indent: 0 });
    expect(rendered.text).toBe('{"fooBar2":1}');
  });

  it("21: a type is found by its number in whatever order the registry was filled", () => {
    const files = {
      "b.proto": 'syntax="proto3"; message B { int32 x = 1; }',
      "a.proto": 'syntax="proto3"; import "b.proto"; message A { B b = 1; }',
    };
    const set = fromBinary(FileDescriptorSetSchema, compileToBytes(files));
    const sorted = createFileRegistry(set);
    const merged = createFileRegistry(sorted, compileProto(files));
    for (const one of [sorted, merged]) {
      const encoded = encodeJson(messageType(one, "A"), '{"b":{"x":1}}', { registry: one });
      expect(encoded.ok && toHex(encoded.value.bytes)).toBe("0a020801");
    }
  });
});
