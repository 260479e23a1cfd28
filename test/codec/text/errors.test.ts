/** Long tables: what every kind of mistake in a text is told. */
import { describe, expect, it } from "vitest";
import { encodeText } from "../../../core/codec/index.ts";
import type { Finding } from "../../../core/finding.ts";
import { compileProto, messageType } from "../compile.ts";
import { registry, type } from "../schemas.ts";

/** Type, text, and its findings as `line:column path: message hint`. */
type Row = readonly [name: string, text: string, ...findings: string[]];

function line(finding: Finding): string {
  const place = finding.text === undefined ? "" : `${finding.text.line}:${finding.text.column} `;
  const path = finding.path === undefined ? "" : `${finding.path}: `;
  return `${place}${path}${finding.message}${finding.hint === undefined ? "" : ` ${finding.hint}`}`;
}

const SYNTAX: readonly Row[] = [
  [
    "t.Scalars",
    "i32",
    '1:4 i32: Expected ":" after the name of a field, but the text ends. It takes a value of type int32.',
  ],
  [
    "t.Scalars",
    "i32 1",
    '1:5 i32: Expected ":" after the name of a field, but found "1". It takes a value of type int32.',
  ],
  [
    "t.Scalars",
    "i32: ",
    "1:6 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but the text ends.",
  ],
  [
    "t.Scalars",
    "i32: }",
    '1:6 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found "}".',
  ],
  ["t.Scalars", "}", '1:1 Expected a field name, but found "}".'],
  [
    "t.Scalars",
    "1: 2",
    '1:1 Expected a field name, but found "1". Fields are written by name: numbers stand for unknown ones.',
  ],
  ["t.Scalars", 'i32: 1\n  "s": "x"', "2:3 Expected a field name, but found a string."],
  [
    "t.Scalars",
    's: "abc',
    '1:4 s: Expected a closing ", but the text ends. Close the string with ", and write a line break inside it as \\n.',
  ],
  [
    "t.Scalars",
    "s: 'a\nb'",
    "1:4 s: Expected a closing ', but the line ends. Close the string with ', and write a line break inside it as \\n.",
  ],
  ["t.Scalars", "i32: 12px", '1:6 i32: "12px" is no number. Put a space between a number and a word.'],
  ["t.Scalars", "i32: 0x", '1:6 i32: "0x" is no number. Hexadecimal digits are 0 to 9 and a to f.'],
  [
    "t.Scalars",
    "i32: 089",
    '1:6 i32: "089" is no number. A number that starts with 0 is octal: it has the digits 0 to 7 and no point.',
  ],
  [
    "t.Scalars",
    "d: 01.5",
    '1:4 d: "01.5" is no number. A number that starts with 0 is octal: it has the digits 0 to 7 and no point.',
  ],
  ["t.Scalars", 'i32: 1,, s: ""', '1:8 Expected a field name, but found ",".'],
  [
    "t.Scalars",
    "i32: \u0001",
    "1:6 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found the character U+0001.",
  ],
  [
    "t.Node",
    'child {\n  name: "a"',
    '2:12 child: Expected a field name or "}", but the text ends. The message that starts at line 1, column 7 is not closed.',
  ],
  ["t.Node", 'child < name: "a" }', '1:19 child: Expected a field name, but found "}".'],
  ["t.Node", "kids [ {}, {} ", '1:15 kids[1]: Expected "," or "]", but the text ends.'],
  ["t.Lists", "i32: [1 2]", '1:9 i32[0]: Expected "," or "]", but found "2".'],
  [
    "t.Lists",
    "i32: [1,]",
    '1:9 i32[1]: Expected a whole number from -2147483648 to 2147483647 (int32), but found "]".',
  ],
  ["t2.Basic", "[t2.extra: 1", '1:10 Expected "]" after the name of an extension or a type, but found ":".'],
  [
    "t2.Basic",
    "[t2..extra]: 1",
    '1:1 Expected the full name of an extension or a type in brackets, but found "t2..extra". Such as [package.extension] or [type.googleapis.com/package.Type].',
  ],
  [
    "t.Known",
    "any { [/t.Node] {} }",
    '1:7 any: Expected the full name of an extension or a type in brackets, but found "/t.Node". Such as [package.extension] or [type.googleapis.com/package.Type].',
  ],
];

const MISFITS: readonly Row[] = [
  ["t.Scalars", "i3: 1", '1:1 i3: i3 is no field of t.Scalars. Did you mean "i32"?'],
  [
    "t.Scalars",
    "zzzzzz: 1 qqqqqqq { a: [1, <b: 2>] }",
    "1:1 zzzzzz: zzzzzz is no field of t.Scalars. Its fields are d, f, i64, u64, i32, f64, f32, b and 9 more.",
    "1:11 qqqqqqq: qqqqqqq is no field of t.Scalars. Its fields are d, f, i64, u64, i32, f64, f32, b and 9 more.",
  ],
  [
    "t.Scalars",
    "jsonName: 1",
    "1:1 jsonName: jsonName is no field of t.Scalars. Its fields are d, f, i64, u64, i32, f64, f32, b and 9 more.",
  ],
  [
    "t.Names",
    "snakeCaseName: 1",
    '1:1 snakeCaseName: snakeCaseName is no field of t.Names. Did you mean "snake_case_name"?',
  ],
  [
    "t2.Basic",
    "[t2.nothing]: 1",
    "1:1 [t2.nothing]: [t2.nothing] is no field of t2.Basic. No loaded schema has an extension of this name for the message.",
  ],
  [
    "t2.Basic",
    "[t.com/t2.Basic] {}",
    "1:1 [t.com/t2.Basic]: [t.com/t2.Basic] is the type of what a google.protobuf.Any holds, and t2.Basic is none. An extension is written [package.name].",
  ],
  [
    "t.Node",
    'kids {}\nkids {\n child { nam: "x" }\n}',
    '3:10 kids[1].child.nam: nam is no field of t.Node. Did you mean "name"?',
  ],
  [
    "t.Scalars",
    "i32: 2147483648",
    "1:6 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found 2147483648.",
  ],
  ["t.Scalars", "u32: -1", "1:6 u32: Expected a whole number from 0 to 4294967295 (uint32), but found -1."],
  [
    "t.Scalars",
    "i64: 0x8000000000000000",
    "1:6 i64: Expected a whole number from -9223372036854775808 to 9223372036854775807 (int64), but found 0x8000000000000000.",
  ],
  [
    "t.Scalars",
    "i32: 1.0",
    "1:6 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found 1.0.",
  ],
  [
    "t.Scalars",
    'i32: "1"',
    '1:6 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found "1".',
  ],
  [
    "t.Scalars",
    "i32: one",
    "1:6 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found one.",
  ],
  ["t.Scalars", "i32: [1]", "1:6 i32: Expected one int32, but found [1]. The field is not repeated."],
  [
    "t.Scalars",
    "i32: { a: 1 }",
    "1:6 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found { a: 1 }.",
  ],
  [
    "t.Scalars",
    "i32: -one",
    "1:6 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found -one.",
  ],
  ["t.Scalars", 'd: "1"', '1:4 d: Expected a number (double), but found "1".'],
  [
    "t.Scalars",
    "d: 0x1",
    "1:4 d: Expected a number (double), but found 0x1. Hexadecimal and octal numbers are for integers.",
  ],
  ["t.Scalars", "b: TRUE", "1:4 b: Expected true or false (bool), but found TRUE. Write true."],
  ["t.Scalars", "b: 2", "1:4 b: Expected true or false (bool), but found 2."],
  ["t.Scalars", "s: 1", "1:4 s: Expected a string in quotes, but found 1."],
  ["t.Scalars", "raw: 1", "1:6 raw: Expected a string in quotes (bytes), but found 1."],
  [
    "t.Scalars",
    's: "a\\q"',
    "1:6 s: Expected an escape, one of \\a \\b \\f \\n \\r \\t \\v \\? \\\\ \\' \\\" \\000 \\x00 \\u0000 \\U00000000, but found \\q. Write a backslash itself as \\\\.",
  ],
  ["t.Scalars", 's: "\\400"', "1:5 s: Expected an octal byte up to \\377, but found \\400."],
  ["t.Scalars", 's: "\\xg"', "1:5 s: Expected a hexadecimal digit after \\x, but found \\xg."],
  [
    "t.Scalars",
    's: "\\ud83d\\ude00"',
    "1:5 s: Expected a character, and not half of a surrogate pair, but found \\ud83d. Write a character beyond \\uffff with \\U and eight digits.",
  ],
  ["t.Scalars", 's: "\\U00110000"', "1:5 s: Expected a character up to \\U0010ffff, but found \\U00110000."],
  [
    "t.Scalars",
    's: "\\377"',
    "1:4 s: The escapes of this string make bytes that are no UTF-8, from byte 0 of the string on. Only fields of type bytes take any bytes.",
  ],
  ["t.Scalars", 's: "\ud800"', "1:5 s: This half of a surrogate pair has no form in UTF-8."],
  [
    "t.Scalars",
    "color: PURPLE",
    "1:8 color: PURPLE is no value of t.Color. Its values are NONE, RED, BLUE, NAVY, NEGATIVE.",
  ],
  ["t.Scalars", "color: RDE", "1:8 color: RDE is no value of t.Color. Did you mean RED?"],
  [
    "t.Scalars",
    "color: 1.5",
    "1:8 color: Expected a name or number of t.Color, but found 1.5. Its values are NONE, RED, BLUE, NAVY, NEGATIVE.",
  ],
  [
    "t2.Basic",
    "closed: 4",
    "1:9 closed: 4 is no value of the closed enum t2.Closed. Its values are NO, YES, MAYBE.",
  ],
  [
    "t2.Basic",
    "closed: -1",
    "1:9 closed: -1 is no value of the closed enum t2.Closed. Its values are NO, YES, MAYBE.",
  ],
  ["t.Node", "child: 5", "1:8 child: Expected a message in { } (t.Node), but found 5."],
  ["t.Node", "child: [{}]", "1:8 child: Expected one t.Node, but found [{}]. The field is not repeated."],
  [
    "t.Node",
    'name: "a" name: "b"',
    "1:11 name: The field name occurs twice in this message, and it takes one value. Keep one of the two.",
  ],
  [
    "t.Node",
    "child {} child {}",
    "1:10 child: The field child occurs twice in this message, and it takes one value. Keep one of the two.",
  ],
  [
    "t.Choice",
    'number: 1 text: "x"',
    '1:11 text: "text" and "number" are both in this message, but the oneof "kind" takes one of them. Remove one of the two.',
  ],
  [
    "t2.Strict",
    "id: 1",
    '1:1 The required field "name" (string) of t2.Strict is missing. Add "name" to this message.',
  ],
  [
    "t2.Holder",
    "strict {\n}\n",
    '1:8 strict: The required field "id" (int32) of t2.Strict is missing. Add "id" to this message.',
    '1:8 strict: The required field "name" (string) of t2.Strict is missing. Add "name" to this message.',
  ],
  [
    "t2.Strict",
    "",
    '1:1 The required field "id" (int32) of t2.Strict is missing. Add "id" to this message.',
    '1:1 The required field "name" (string) of t2.Strict is missing. Add "name" to this message.',
  ],
  ["t.Maps", "s { key: 1 }", "1:10 s[0].key: Expected a string in quotes, but found 1."],
  [
    "t.Maps",
    'node { key: "a" value { nam: 1 } }',
    '1:25 node[0].value.nam: nam is no field of t.Node. Did you mean "name"?',
  ],
  ["t.Maps", 's { kee: "a" }', '1:5 s[0].kee: kee is no field of t.Maps.s. Did you mean "key"?'],
  [
    "t.Known",
    "any { [type.googleapis.com/no.Such] { a: 1 } }",
    '1:7 any[type.googleapis.com/no.Such]: No loaded schema has the message type "no.Such". Load a schema that has it, or write the fields type_url and value (its bytes).',
  ],
  [
    "t.Known",
    'any { type_url: "a/b" [type.googleapis.com/t.Node] {} }',
    "1:23 any[type.googleapis.com/t.Node]: This google.protobuf.Any has a value already before [type.googleapis.com/t.Node]. Keep one of the two.",
  ],
  [
    "t.Known",
    "any { [type.googleapis.com/t.Node] { nam: 1 } }",
    '1:38 any[type.googleapis.com/t.Node].nam: nam is no field of t.Node. Did you mean "name"?',
  ],
  [
    "t.Known",
    "any { [type.googleapis.com/t.Node]: 5 }",
    '1:37 any[type.googleapis.com/t.Node]: Expected a message in { } (t.Node), but found "5".',
  ],
  [
    "t.Scalars",
    "i32: x\ni64: y\ncolor: Z",
    "1:6 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found x.",
    "2:6 i64: Expected a whole number from -9223372036854775808 to 9223372036854775807 (int64), but found y.",
    "3:8 color: Z is no value of t.Color. Its values are NONE, RED, BLUE, NAVY, NEGATIVE.",
  ],
];

const WARNINGS: readonly Row[] = [
  [
    "t.Scalars",
    "f: 1e39",
    "1:4 f: 1e39 is out of the range of float: it becomes infinite. Write inf where that is meant.",
  ],
  [
    "t.Scalars",
    "f: 16777217",
    "1:4 f: 16777217 has no exact float: 16777216 is written. Use an integer or string field where every digit counts.",
  ],
  [
    "t.Maps",
    's { key: "a" value: 1 } s { value: 2 key: "a" }',
    '1:27 s[1]: An entry of "s" with this key came before; a receiver keeps only the last. Keep one of the two.',
  ],
];

describe.each([
  ["A syntax error ends the reading", SYNTAX, false],
  ["What does not fit is refused, all of it", MISFITS, false],
  ["What is doubtful is accepted with a warning", WARNINGS, true],
] as const)("%s", (_title, rows, isAccepted) => {
  it.each(rows)("%s %j", (name, text, ...expected) => {
    const { ok, findings } = encodeText(type(name), text, { registry });
    expect([ok, findings.map(line)]).toEqual([isAccepted, expected]);
  });
});

describe("a finding", () => {
  it("has code, place and span", () => {
    expect(encodeText(type("t.Node"), 'kids {\n  nam: "x"\n}', { registry })).toEqual({
      ok: false,
      findings: [
        {
          code: "unknown-field",
          severity: "error",
          message: "nam is no field of t.Node.",
          hint: 'Did you mean "name"?',
          path: "kids[0].nam",
          text: { start: 9, end: 12, line: 2, column: 3 },
        },
      ],
    });
  });

  it("is one of at most 100", () => {
    const { ok, findings } = encodeText(type("t.Node"), "zzzzzzzz: 1\n".repeat(1000), { registry });
    expect([ok, findings.length, findings.at(-1)?.text?.line]).toEqual([false, 100, 100]);
  });
});

describe("lenient", () => {
  it.each([
    ["t.Node", "zz: 1 rank: 2", "2002", "1:1 zz: zz is no field of t.Node; it is skipped."],
    [
      "t.Node",
      "zz { a: [1, <b: 'x'>], [c.d]: 2 } rank: 2",
      "2002",
      "1:1 zz: zz is no field of t.Node; it is skipped.",
    ],
    ["t2.Basic", "closed: NOPE i32: 1", "0801", "1:9 closed: NOPE is no value of t2.Closed; it is skipped."],
    [
      "t2.Basic",
      "closed: 4 i32: 1",
      "0801",
      "1:9 closed: 4 is no value of the closed enum t2.Closed; it is skipped.",
    ],
    ["t2.Basic", "[t2.no]: 1 i32: 1", "0801", "1:1 [t2.no]: [t2.no] is no field of t2.Basic; it is skipped."],
    [
      "t.Maps",
      'color { key: "a" value: NOPE } s {}',
      "0a040a001000",
      "1:25 color[0].value: NOPE is no value of t.Color; it is skipped.",
    ],
  ])("%s %j skips what is not known", (name, text, hex, told) => {
    const encoded = encodeText(type(name), text, { registry, lenient: true });
    expect(encoded.ok && Buffer.from(encoded.value.bytes).toString("hex")).toBe(hex);
    expect(encoded.findings.map((finding) => line({ ...finding, hint: "" }).trimEnd())).toEqual([told]);
  });

  it.each([
    [
      "t.Node",
      "rank: 1 rank: 2",
      "2001",
      "1:9 rank: The field rank occurs twice in this message, and it takes one value; the first is kept.",
    ],
    [
      "t.Choice",
      'number: 1 text: ""',
      "0801",
      '1:11 text: "text" and "number" are both in this message, but the oneof "kind" takes one of them; the first is kept.',
    ],
    [
      "t.Scalars",
      "i32: 0x100000001",
      "2801",
      "1:6 i32: 0x100000001 is out of the range of int32: 1 is sent, its low 32 bits.",
    ],
    [
      "t.Scalars",
      "u64: -1",
      "20ffffffffffffffffff01",
      "1:6 u64: -1 is out of the range of uint64: 18446744073709551615 is sent, its low 64 bits.",
    ],
  ])("%s %j takes what is doubtful", (name, text, hex, told) => {
    const encoded = encodeText(type(name), text, { registry, lenient: true });
    expect(encoded.ok && Buffer.from(encoded.value.bytes).toString("hex")).toBe(hex);
    expect(encoded.findings.map((finding) => line({ ...finding, hint: "" }).trimEnd())).toEqual([told]);
    expect(encodeText(type(name), text, { registry }).ok).toBe(false);
  });

  it("still refuses what it cannot skip", () => {
    expect(encodeText(type("t.Node"), "rank: x", { registry, lenient: true }).ok).toBe(false);
  });
});

describe("a reserved name", () => {
  it("is skipped with a warning: old texts may have it", () => {
    const pool = compileProto({
      "r.proto": 'syntax = "proto3"; message R { reserved 2; reserved "old"; int32 a = 1; }',
    });
    const encoded = encodeText(messageType(pool, "R"), "old: 5 a: 1", { registry: pool });
    expect(encoded).toMatchObject({ ok: true, value: { bytes: Uint8Array.of(8, 1) } });
    expect(encoded.findings.map(line)).toEqual([
      '1:1 old: "old" is a reserved name of R; it is skipped. The field was removed from the schema.',
    ]);
  });
});
