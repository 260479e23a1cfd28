/** Tables: text → bytes → text, and what is said about bytes that the text cannot say. */
import { describe, expect, it } from "vitest";
import { encodeText, renderText, transcodeToText } from "../../../core/codec/index.ts";
import { fromHex, toHex } from "../compile.ts";
import { registry, type } from "../schemas.ts";

/** Type, text, its bytes in hex, and the text on one line that is written for them where it is another. */
type Row = readonly [name: string, text: string, hex: string, written?: string];

const NUMBERS: readonly Row[] = [
  ["t.Scalars", "i32: 1", "2801"],
  ["t.Scalars", "i32: -1", "28ffffffffffffffffff01"],
  ["t.Scalars", "i32: 0x7FFFFFFF", "28ffffffff07", "i32: 2147483647"],
  ["t.Scalars", "i32: -020", "28f0ffffffffffffffff01", "i32: -16"],
  ["t.Scalars", "i64: 9007199254740993", "188180808080808010"],
  ["t.Scalars", "i64: -9223372036854775808", "1880808080808080808001"],
  ["t.Scalars", "u64: 18446744073709551615", "20ffffffffffffffffff01"],
  ["t.Scalars", "u64: 01777777777777777777777", "20ffffffffffffffffff01", "u64: 18446744073709551615"],
  ["t.Scalars", "u32: 4294967295", "68ffffffff0f"],
  [
    "t.Scalars",
    "s32: -1 s64: -9007199254740993",
    "88010190018180808080808020",
    "s32: -1 s64: -9007199254740993",
  ],
  ["t.Scalars", "f64: 1 f32: 4294967295", "3101000000000000003dffffffff"],
  ["t.Scalars", "sf32: -2 sf64: -2", "7dfeffffff8101feffffffffffffff"],
  ["t.Scalars", "d: 1.5", "09000000000000f83f"],
  ["t.Scalars", "d: .5f", "09000000000000e03f", "d: 0.5"],
  ["t.Scalars", "d: -0", "090000000000000080"],
  ["t.Scalars", "d: 0", "", ""],
  ["t.Scalars", "d: INF f: -Infinity", "09000000000000f07f15000080ff", "d: inf f: -inf"],
  ["t.Scalars", "d: nan", "09000000000000f87f"],
  ["t.Scalars", "f: 0.1", "15cdcccc3d"],
  ["t.Scalars", "f: 16777216", "150000804b"],
  ["t.Scalars", "d: 1e21", "0950efe2d6e41a4b44", "d: 1e+21"],
  ["t.Scalars", "b: t", "4001", "b: true"],
  ["t.Scalars", "b: False", "", ""],
  [
    "t.Optional",
    "i32: 0 b: false d: 0 s: ''",
    "080018002100000000000000001200",
    'i32: 0 s: "" b: false d: 0',
  ],
];

const WORDS: readonly Row[] = [
  ["t.Scalars", 's: "Grüße 😀"', "4a0c4772c3bcc39f6520f09f9880"],
  ["t.Scalars", "s: 'a' \"b\"\n# between\n'\\x63\\144\\u0065'", "4a056162636465", 's: "abcde"'],
  [
    "t.Scalars",
    's: "\\a\\b\\f\\n\\r\\t\\v\\?\\\\\\\'\\""',
    "4a0b07080c0a0d090b3f5c2722",
    's: "\\007\\010\\014\\n\\r\\t\\013?\\\\\'\\""',
  ],
  ["t.Scalars", 's: "\\303\\274 \\U0001f600"', "4a07c3bc20f09f9880", 's: "ü 😀"'],
  ["t.Scalars", 'raw: "\\377\\000a\u00fc"', "6205ff0061c3bc", 'raw: "\\377\\000a\\303\\274"'],
  ["t2.Basic", 's: "\\377"', "1201ff"],
  ["t.Scalars", "color: BLUE", "7002"],
  ["t.Scalars", "color: 77", "704d"],
  ["t.Scalars", "color: -0x1", "70ffffffffffffffffff01", "color: NEGATIVE"],
  ["t.Scalars", "alias: UNO", "980101", "alias: ONE"],
  ["t2.Basic", "closed: 5", "2805", "closed: MAYBE"],
];

const MESSAGES: readonly Row[] = [
  ["t.Node", "", ""],
  ["t.Node", "# nothing\n", "", ""],
  ["t.Node", "\ufeffrank: 1", "2001", "rank: 1"],
  ["t.Node", "child { name: 'a' }", "12030a0161", 'child { name: "a" }'],
  ["t.Node", "child: < rank: 1; >, rank: 2,", "120220012002", "child { rank: 1 } rank: 2"],
  ["t.Node", "kids {} kids [{ rank: 1 }, <>]", "1a001a0220011a00", "kids { } kids { rank: 1 } kids { }"],
  ["t.Lists", "i32: 1 i32: [2, 3] i32: []", "0a03010203", "i32: 1 i32: 2 i32: 3"],
  ["t.Lists", "i32: 1 s: 'a' i32: 2", "0a01011201610a0102", 'i32: 1 i32: 2 s: "a"'],
  ["t.Lists", "loose: [1, 2]", "30013002", "loose: 1 loose: 2"],
  ["t.Lists", "color: [RED, 3]", "3a020103", "color: RED color: NAVY"],
  ["t.Choice", "text: ''", "1200", 'text: ""'],
  ["t.Names", "_lead: 1 to_string: 2 proto: 3", "500140024803", "to_string: 2 proto: 3 _lead: 1"],
  ["t.Wide", "far: 1", "f8ffffff0f01"],
  [
    "t.Maps",
    's { key: "a" value: 1 } s { key: "b" }',
    "0a050a016110010a050a01621000",
    's { key: "a" value: 1 } s { key: "b" value: 0 }',
  ],
  ["t.Maps", "s {}", "0a040a001000", 's { key: "" value: 0 }'],
  ["t.Maps", "b: [{ value: 'x' key: true }]", "62051201780801", 'b { key: true value: "x" }'],
  [
    "t.Maps",
    "node { key: 'a' value { rank: 1 } }",
    "6a070a016112022001",
    'node { key: "a" value { rank: 1 } }',
  ],
  ["t.Known", "time { seconds: -1 nanos: 5 }", "120d08ffffffffffffffffff011005"],
  ["t.Known", "int32_value {} empty {}", "7a004200", "empty { } int32_value { }"],
];

const SPECIAL: readonly Row[] = [
  ["t2.Grouped", "Item { x: 1 Deep { y: 'a' } }", "0b10011b2201611c0c", 'Item { x: 1 Deep { y: "a" } }'],
  ["t2.Grouped", "item { x: 1 }", "0b10010c", "Item { x: 1 }"],
  ["t2.Grouped", "Many [{ z: 1 }, {}]", "2b30012c2b2c", "Many { z: 1 } Many { }"],
  ["t23.Edition", "required: 1 delimited { x: 1 }", "180133080134"],
  ["t2.Basic", "[t2.extra]: 1", "a00601"],
  [
    "t2.Basic",
    "[ t2 . # full name\n tags ]: ['a', 'b']",
    "aa060161aa060162",
    '[t2.tags]: "a" [t2.tags]: "b"',
  ],
  ["t2.Basic", "[t2.nested] < [t2.mood]: MAYBE >", "b20603b80605", "[t2.nested] { [t2.mood]: MAYBE }"],
  ["t2.Basic", "[t2.numbers]: [1, 2]", "c206020102", "[t2.numbers]: 1 [t2.numbers]: 2"],
  ["t2.Basic", "[t2.Scope.inner]: 'x'", "f2060178", '[t2.Scope.inner]: "x"'],
  [
    "t.Known",
    "any { [type.googleapis.com/t.Node] { rank: 1 } }",
    "0a200a1a747970652e676f6f676c65617069732e636f6d2f742e4e6f646512022001",
  ],
  ["t.Known", "any { [a/t.Node] {} }", "0a0a0a08612f742e4e6f6465", "any { [a/t.Node] { } }"],
  [
    "t.Known",
    "any { type_url: 'a/t.Node' value: ' \\001' }",
    "0a0e0a08612f742e4e6f646512022001",
    "any { [a/t.Node] { rank: 1 } }",
  ],
  ["t.Known", 'any { type_url: "a/no.Such" value: "\\001" }', "0a0e0a09612f6e6f2e53756368120101"],
  ["t.Known", 'any { type_url: "t.Node" }', "0a080a06742e4e6f6465"],
];

describe.each([
  ["numbers", NUMBERS],
  ["strings and names", WORDS],
  ["messages, lists and maps", MESSAGES],
  ["groups, extensions and Any", SPECIAL],
] as const)("%s", (_title, rows) => {
  it.each(rows.map((row) => [row] as const))("%j", ([name, text, hex, written = text]) => {
    const encoded = encodeText(type(name), text, { registry });
    expect(encoded).toMatchObject({ ok: true });
    if (!encoded.ok) return;
    const { bytes } = encoded.value;
    expect(toHex(bytes)).toBe(hex);
    expect(renderText(type(name), bytes, { registry, indent: 0 }).text).toBe(written);
  });
});

describe("the layout", () => {
  it("is a line a field, two spaces a level", () => {
    const bytes = fromHex("0a0161 1205 0a0162 2001 1a00");
    expect(renderText(type("t.Node"), bytes, { registry }).text).toBe(
      ['name: "a"', "child {", '  name: "b"', "  rank: 1", "}", "kids {", "}"].join("\n"),
    );
    expect(renderText(type("t.Node"), bytes, { registry, indent: 4 }).text).toContain("\n    rank: 1\n");
  });
});

/** Type, bytes, text on one line, and findings as `start–end path: message`. */
type Found = readonly [name: string, hex: string, text: string, isRefused: boolean, ...findings: string[]];

const FOUND: readonly Found[] = [
  [
    "t.Node",
    "20012805",
    "rank: 1",
    false,
    "2–4 : t.Node has no field 5; the record at byte 2 (VARINT, 2 bytes) is not in the text.",
  ],
  [
    "t.Node",
    "2001 2201 61",
    "rank: 1",
    false,
    '2–5 : Field 4 "rank" (int32) cannot come as LEN; the record at byte 2 is not in the text.',
  ],
  [
    "t.Node",
    "2001 2002",
    "rank: 2",
    false,
    '0–2 rank: "rank" occurs again after byte 0; only its last value is in the text.',
  ],
  ["t.Node", "1202 2001 1203 0a0161", 'child { name: "a" rank: 1 }', false],
  [
    "t.Choice",
    "0801 120161",
    'text: "a"',
    false,
    '0–2 : "number" at byte 0 is not in the text: "text" comes after it in the same oneof "kind".',
  ],
  [
    "t.Maps",
    "0a050a01611001 0a050a01611002",
    's { key: "a" value: 2 }',
    false,
    '0–7 s: A later entry of "s" has the same key as the one at byte 0; only the last is in the text.',
  ],
  [
    "t.Node",
    "0a0561",
    'name: "a"',
    true,
    "0–3 : The record at byte 0 (field 1, LEN) says 5 bytes, but its message has 1 left.",
  ],
  [
    "t.Node",
    "2001 20",
    "rank: 1",
    true,
    "2–3 : The record at byte 2 (field 4, VARINT) ends inside its value. The rest of the message is not shown.",
  ],
  [
    "t.Node",
    "2001 00",
    "rank: 1",
    true,
    "2–3 : The tag at byte 2 has field number 0, which does not exist. The rest of the message is not shown.",
  ],
  [
    "t.Node",
    "2001 07",
    "rank: 1",
    true,
    "2–3 : The tag at byte 2 has field number 0, which does not exist. The rest of the message is not shown.",
  ],
  [
    "t.Node",
    "2001 0e",
    "rank: 1",
    true,
    "2–3 : The record at byte 2 (field 1, wire type 6) has a wire type that does not exist. The rest of the message is not shown.",
  ],
  [
    "t.Node",
    "0c",
    "",
    true,
    "0–1 : The record at byte 0 (field 1, EGROUP) ends a group that was not started. The rest of the message is not shown.",
  ],
  [
    "t.Node",
    "0a01ff",
    'name: "\\377"',
    true,
    "2–3 name: The string has bytes at 2 that are no UTF-8; the text shows them as escapes.",
  ],
  [
    "t2.Basic",
    "1201ff",
    's: "\\377"',
    false,
    "2–3 s: The string has bytes at 2 that are no UTF-8; the text shows them as escapes.",
  ],
  [
    "t2.Basic",
    "2804",
    "",
    false,
    '0–2 : 4 is no value of the closed enum t2.Closed; at byte 0, for "closed", it is not in the text.',
  ],
  [
    "t2.Basic",
    "3a020104",
    "closed_packed: YES",
    false,
    '3–4 : 4 is no value of the closed enum t2.Closed; at byte 3, for "closed_packed", it is not in the text.',
  ],
  [
    "t.Lists",
    "0a0301ff",
    "i32: 1",
    true,
    "0–4 : The record at byte 0 (field 1, LEN) says 3 bytes, but its message has 2 left.",
  ],
  [
    "t2.Strict",
    "0801",
    "id: 1",
    false,
    '0–2 : The required field "name" (string) of t2.Strict is not in the bytes.',
  ],
  [
    "t.Known",
    "0a0e0a09612f6e6f2e53756368120101",
    'any { type_url: "a/no.Such" value: "\\001" }',
    false,
    '4–13 any: No loaded schema has the message type "a/no.Such" of this google.protobuf.Any; the text shows its bytes.',
  ],
  [
    "t.Known",
    "0a0d0a08612f742e4e6f646512010a",
    'any { type_url: "a/t.Node" value: "\\n" }',
    false,
    "14–15 any: The value of this google.protobuf.Any is no sound t.Node; the text shows its bytes.",
  ],
];

describe("what the text cannot say is a finding", () => {
  it.each(FOUND.map((row) => [row] as const))("%j", ([name, hex, text, isRefused, ...expected]) => {
    const bytes = fromHex(hex);
    const rendered = renderText(type(name), bytes, { registry, indent: 0 });
    const found = rendered.findings.map(
      ({ bytes: span, path, message }) => `${span?.start}–${span?.end} ${path ?? ""}: ${message}`,
    );
    expect([rendered.text, found]).toEqual([text, expected]);
    expect(transcodeToText(type(name), bytes, { registry }).ok).toBe(!isRefused);
  });

  it("lists at most 100", () => {
    const { findings } = renderText(type("t.Node"), fromHex("2801".repeat(500)), { registry });
    expect(findings).toHaveLength(100);
    expect(findings.at(-1)).toEqual({
      code: "more-findings",
      severity: "information",
      message: "There are 401 more findings about this message, which are not listed.",
    });
  });
});

describe("unknown fields on request", () => {
  it.each([
    ["VARINT", "28ffffffffffffffffff01 2001", "rank: 1 5: 18446744073709551615"],
    ["I64 and I32", "29 0100000000000000 2d 7b000000", "5: 0x0000000000000001 5: 0x0000007b"],
    ["LEN that is no message", "2a03 616263", '5: "abc"'],
    ["LEN without bytes", "2a00", '5: ""'],
    ["LEN that may be a message", "2a05 0801 120178", '5 { 1: 1 2: "x" }'],
    ["groups", "2b 0801 13 1801 14 2c", "5 { 1: 1 2 { 3: 1 } }"],
    ["a field with another wire type", "2201 61", '4: "a"'],
    ["inside a message, after its fields", "1204 2801 2001", "child { rank: 1 5: 1 }"],
  ])("%s", (_title, hex, text) => {
    const options = { registry, indent: 0, unknownFields: true };
    expect(transcodeToText(type("t.Node"), fromHex(hex), options)).toMatchObject({ ok: true, value: text });
  });

  it.each([
    ["a value", "2804 0801", "i32: 1 5: 4"],
    ["an item of a packed list", "3a020104", "closed_packed: YES 7: 4"],
    ["a map's value", "42050a01611004", '8 { 1: "a" 2: 4 }'],
  ])("numbers that a closed enum does not have: %s", (_title, hex, text) => {
    const options = { registry, indent: 0, unknownFields: true };
    expect(renderText(type("t2.Basic"), fromHex(hex), options).text).toBe(text);
  });

  it("are told of when they are left out, and only then", () => {
    const bytes = fromHex("2805");
    expect(renderText(type("t.Node"), bytes, { registry, unknownFields: true }).findings).toEqual([]);
    expect(renderText(type("t.Node"), bytes, { registry })).toMatchObject({
      text: "",
      findings: [{ code: "unknown-field", severity: "warning", bytes: { start: 0, end: 2 } }],
    });
  });
});
