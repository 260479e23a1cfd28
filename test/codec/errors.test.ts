/** Long tables: what every kind of mistake in a JSON text is told. */
import { describe, expect, it } from "vitest";
import { encodeJson } from "../../core/codec/index.ts";
import type { Finding } from "../../core/finding.ts";
import { registry, type } from "./schemas.ts";

/** Type, JSON, and its findings as `line:column path: message hint`. */
type Row = readonly [name: string, json: string, ...findings: string[]];

function line(finding: Finding): string {
  const place = finding.text === undefined ? "" : `${finding.text.line}:${finding.text.column} `;
  const path = finding.path === undefined ? "" : `${finding.path}: `;
  return `${place}${path}${finding.message}${finding.hint === undefined ? "" : ` ${finding.hint}`}`;
}

const SYNTAX: readonly Row[] = [
  ["t.Scalars", "", "1:1 Expected a value, but the text ends."],
  [
    "t.Scalars",
    "{",
    "1:2 Expected a key in double quotes, but the text ends. The text ends inside an object.",
  ],
  [
    "t.Scalars",
    '{"i32":1,}',
    '1:10 Expected a key in double quotes, but found "}". Remove the comma before it.',
  ],
  [
    "t.Scalars",
    "{\n  i32: 1}",
    '2:3 Expected a key in double quotes, but found "i32". Keys stand in double quotes.',
  ],
  [
    "t.Scalars",
    "{'i32': 1}",
    '1:2 Expected a key in double quotes, but found "\'". Keys stand in double quotes.',
  ],
  ["t.Scalars", '{"i32" 1}', '1:8 i32: Expected ":", but found "1".'],
  ["t.Scalars", '{"i32":}', '1:8 i32: Expected a value, but found "}". Write a value here, or null.'],
  ["t.Scalars", '{"i32":1 "s":""}', '1:10 i32: Expected "," or "}", but found a string.'],
  [
    "t.Scalars",
    '{"i32":01}',
    '1:9 i32: Expected a digit, but found "1". JSON numbers are decimal and have no leading zeros.',
  ],
  ["t.Scalars", '{"i32":+1}', '1:8 i32: Expected a value, but found "+1". Leave out the plus sign.'],
  ["t.Scalars", '{"d":.5}', '1:6 d: Expected a value, but found ".5". Write a digit before the point: 0.5.'],
  ["t.Scalars", '{"d":1.}', '1:8 d: Expected a digit, but found "}".'],
  ["t.Scalars", '{"d":1e}', '1:8 d: Expected a digit, but found "}".'],
  ["t.Scalars", '{"d":NaN}', '1:6 d: Expected a value, but found "NaN". Write it in quotes: "NaN".'],
  [
    "t.Scalars",
    '{"d":-Infinity}',
    '1:7 d: Expected a digit, but found "Infinity". Write it in quotes: "-Infinity".',
  ],
  ["t.Scalars", '{"b":True}', '1:6 b: Expected a value, but found "True". Write it in lower case: true.'],
  ["t.Scalars", '{"b":None}', '1:6 b: Expected a value, but found "None". Write null.'],
  [
    "t.Scalars",
    '{"b":tru}',
    '1:6 b: Expected a value, but found "tru". Strings and enum names stand in double quotes.',
  ],
  [
    "t.Scalars",
    '{"s":"a',
    '1:8 s: Expected a closing quote ("), but the text ends. The string that starts at offset 5 is not closed.',
  ],
  [
    "t.Scalars",
    '{"s":"a\nb"}',
    '1:8 s: Expected a closing quote ("), but found the character U+000A. Write a line break inside a string as \\n, a tab as \\t.',
  ],
  [
    "t.Scalars",
    '{"s":"\\x41"}',
    '1:7 s: Expected an escape: one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\u, but found "\\\\". Write a backslash itself as \\\\.',
  ],
  ["t.Scalars", '{"s":"\\u12g4"}', '1:11 s: Expected four hexadecimal digits after \\u, but found "g4".'],
  [
    "t.Scalars",
    '{"i32":1} x',
    '1:11 Expected the end of the text, but found "x". One message is one JSON value.',
  ],
  ["t.Scalars", "\ufeff{}", "1:1 Expected a value, but found the character U+FEFF."],
  ["t.Lists", '{"i32":[1,2,]}', '1:13 i32[2]: Expected a value, but found "]". Remove the comma before it.'],
  [
    "t.Lists",
    '{\n  "node": [\n    {"kids": [{"name": }]}\n  ]\n}',
    '3:24 node[0].kids[0].name: Expected a value, but found "}". Write a value here, or null.',
  ],
  ["t.Lists", '{"i32":[1 2]}', '1:11 i32[0]: Expected "," or "]", but found "2".'],
];

const MISFITS: readonly Row[] = [
  ["t.Scalars", "[]", "1:1 Expected an object (t.Scalars), but found an array."],
  ["t.Scalars", "null", "1:1 Expected an object (t.Scalars), but found null."],
  [
    "t.Scalars",
    '{"i32":"x"}',
    '1:8 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found "x".',
  ],
  [
    "t.Scalars",
    '{"i32":1.5}',
    "1:8 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found 1.5.",
  ],
  [
    "t.Scalars",
    '{"i32":2147483648}',
    "1:8 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found 2147483648.",
  ],
  [
    "t.Scalars",
    '{"i32":-2147483649}',
    "1:8 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found -2147483649.",
  ],
  [
    "t.Scalars",
    '{"i32":""}',
    '1:8 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found "".',
  ],
  [
    "t.Scalars",
    '{"i32":" 1"}',
    '1:8 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found " 1".',
  ],
  [
    "t.Scalars",
    '{"i32":true}',
    "1:8 i32: Expected a whole number from -2147483648 to 2147483647 (int32), but found true.",
  ],
  [
    "t.Scalars",
    '{"u32":-1}',
    "1:8 u32: Expected a whole number from 0 to 4294967295 (uint32), but found -1.",
  ],
  [
    "t.Scalars",
    '{"u64":18446744073709551616}',
    "1:8 u64: Expected a whole number from 0 to 18446744073709551615 (uint64), but found 18446744073709551616.",
  ],
  [
    "t.Scalars",
    '{"i64":9223372036854775808}',
    "1:8 i64: Expected a whole number from -9223372036854775808 to 9223372036854775807 (int64), but found 9223372036854775808.",
  ],
  [
    "t.Scalars",
    '{"i64":1e1000000000}',
    "1:8 i64: Expected a whole number from -9223372036854775808 to 9223372036854775807 (int64), but found 1e1000000000.",
  ],
  [
    "t.Scalars",
    '{"i64":[1]}',
    "1:8 i64: Expected a whole number from -9223372036854775808 to 9223372036854775807 (int64), but found an array.",
  ],
  ["t.Scalars", '{"d":1e400}', "1:6 d: Expected a number (double), but 1e400 is out of its range."],
  ["t.Scalars", '{"f":3.5e38}', "1:6 f: Expected a number (float), but 3.5e38 is out of its range."],
  [
    "t.Scalars",
    '{"d":"nan"}',
    '1:6 d: Expected a number (double), but found "nan". The names are "NaN", "Infinity" and "-Infinity".',
  ],
  ["t.Scalars", '{"d":true}', "1:6 d: Expected a number (double), but found true."],
  [
    "t.Scalars",
    '{"b":"true"}',
    '1:6 b: Expected true or false (bool), but found "true". Leave out the quotes.',
  ],
  ["t.Scalars", '{"b":1}', "1:6 b: Expected true or false (bool), but found 1."],
  ["t.Scalars", '{"s":5}', "1:6 s: Expected a string, but found 5."],
  ["t.Scalars", '{"s":{"a":1}}', "1:6 s: Expected a string, but found an object."],
  [
    "t.Scalars",
    '{"s":"\\ud800"}',
    "1:7 s: Expected a whole character, but found half of a surrogate pair: \\ud800. Write both halves (\\ud83d\\ude00) or the character itself.",
  ],
  ["t.Scalars", '{"raw":5}', "1:8 raw: Expected a base64 string (bytes), but found 5."],
  [
    "t.Scalars",
    '{"raw":"AA==AA"}',
    "1:11 raw: Expected base64, but its padding (=) is not at the end of a group of four. Bytes are written in base64 or base64url: letters, digits, + and / or - and _, without spaces.",
  ],
  [
    "t.Scalars",
    '{"raw":"A"}',
    "1:8 raw: Expected base64, but its last group of four has a single character. Bytes are written in base64 or base64url: letters, digits, + and / or - and _, without spaces.",
  ],
  [
    "t.Scalars",
    '{"raw":"+/-_"}',
    "1:8 raw: Expected base64, but it mixes base64 and base64url. Bytes are written in base64 or base64url: letters, digits, + and / or - and _, without spaces.",
  ],
  [
    "t.Scalars",
    '{"raw":"AQ I="}',
    '1:11 raw: Expected base64, but found " ". Bytes are written in base64 or base64url: letters, digits, + and / or - and _, without spaces.',
  ],
  [
    "t.Scalars",
    '{"color":"GREEN"}',
    '1:10 color: "GREEN" is no value of t.Color. Its values are NONE, RED, BLUE, NAVY, NEGATIVE.',
  ],
  ["t.Scalars", '{"color":"red"}', '1:10 color: "red" is no value of t.Color. Did you mean "RED"?'],
  [
    "t.Scalars",
    '{"color":true}',
    "1:10 color: Expected a name or number of t.Color, but found true. Its values are NONE, RED, BLUE, NAVY, NEGATIVE.",
  ],
  [
    "t.Scalars",
    '{"color":1.5}',
    "1:10 color: Expected a whole number from -2147483648 to 2147483647 (int32), but found 1.5.",
  ],
  ["t.Scalars", '{"clolor":"RED"}', '1:2 clolor: "clolor" is no field of t.Scalars. Did you mean "color"?'],
  [
    "t.Scalars",
    '{"zzz":{"a":[1]},"i32":1}',
    '1:2 zzz: "zzz" is no field of t.Scalars. Its fields are d, f, i64, u64, i32, f64, f32, b and 9 more.',
  ],
  [
    "t.Scalars",
    '{"i32":1,"i32":2}',
    '1:10 i32: The field "i32" occurs twice in this object. Keep one of the two.',
  ],
  [
    "t.Names",
    '{"snakeCaseName":1,"snake_case_name":2}',
    '1:20 snake_case_name: The field "snakeCaseName" occurs twice in this object ("snake_case_name" and "snakeCaseName" are one field). Keep one of the two.',
  ],
  [
    "t.Choice",
    '{"number":1,"text":"a"}',
    '1:13 text: "text" and "number" are both in this object, but the oneof "kind" takes one of them. Remove one of the two.',
  ],
  [
    "t.Lists",
    '{"i32":1}',
    '1:8 i32: Expected an array of int32, but found 1. "i32" is repeated: write [ ] around it.',
  ],
  [
    "t.Lists",
    '{"i32":[1,null]}',
    "1:11 i32[1]: Expected a whole number from -2147483648 to 2147483647 (int32), but found null.",
  ],
  [
    "t.Lists",
    '{"node":[{"rank":"x"},{"kids":[{},{"nam":""}]}]}',
    '1:18 node[0].rank: Expected a whole number from -2147483648 to 2147483647 (int32), but found "x".',
    '1:36 node[1].kids[1].nam: "nam" is no field of t.Node. Did you mean "name"?',
  ],
  ["t.Maps", '{"s":[]}', "1:6 s: Expected an object (map<string, int32>), but found an array."],
  [
    "t.Maps",
    '{"s":{"a":"x"}}',
    '1:11 s.a: Expected a whole number from -2147483648 to 2147483647 (int32), but found "x".',
  ],
  [
    "t.Maps",
    '{"s":{"a":null}}',
    "1:11 s.a: Expected a whole number from -2147483648 to 2147483647 (int32), but found null.",
  ],
  [
    "t.Maps",
    '{"s":{"a":1,"a":2}}',
    '1:13 s.a: The key "a" occurs twice in this map. Keep one of the two: a receiver would keep only the last.',
  ],
  [
    "t.Maps",
    '{"s":{"a":1,"\\u0061":2}}',
    '1:13 s["\\u0061"]: The key "\\u0061" occurs twice in this map. Keep one of the two: a receiver would keep only the last.',
  ],
  [
    "t.Maps",
    '{"i32":{"x":""}}',
    '1:9 i32.x: Expected a whole number from -2147483648 to 2147483647 (int32), but found "x".',
  ],
  [
    "t.Maps",
    '{"i32":{"1":"","1e0":""}}',
    '1:16 i32["1e0"]: The key "1e0" occurs twice in this map. Keep one of the two: a receiver would keep only the last.',
  ],
  ["t.Maps", '{"b":{"yes":""}}', '1:7 b.yes: Expected the key "true" or "false", but found "yes".'],
  [
    "t2.Strict",
    '{"id":1,"kids":[{"id":1},{"name":""}],"child":null}',
    '1:1 The required field "name" (string) of t2.Strict is missing. Add "name" to this object.',
    '1:17 kids[0]: The required field "name" (string) of t2.Strict is missing. Add "name" to this object.',
    '1:26 kids[1]: The required field "id" (int32) of t2.Strict is missing. Add "id" to this object.',
  ],
  [
    "t2.Strict",
    '{"id":1,"name":null}',
    '1:1 The required field "name" (string) of t2.Strict is missing. Add "name" to this object.',
  ],
  [
    "t2.Basic",
    '{"[t2.extra]":1,"[t2.extra]":2}',
    '1:17 ["[t2.extra]"]: The field "[t2.extra]" occurs twice in this object. Keep one of the two.',
  ],
  [
    "t2.Basic",
    '{"[t2.missing]":1}',
    '1:2 ["[t2.missing]"]: "[t2.missing]" is no field of t2.Basic. No loaded schema has an extension of this name for the message.',
  ],
  [
    "t.Known",
    '{"time":"2023-02-29T00:00:00Z"}',
    '1:9 time: Expected a time such as "2024-05-01T12:30:00.5Z" (google.protobuf.Timestamp), but found "2023-02-29T00:00:00Z": the month has 28 days.',
  ],
  [
    "t.Known",
    '{"time":"2024-01-01 00:00:00Z"}',
    '1:9 time: Expected a time such as "2024-05-01T12:30:00.5Z" (google.protobuf.Timestamp), but found "2024-01-01 00:00:00Z": a "T" stands between date and time.',
  ],
  [
    "t.Known",
    '{"time":"2024-01-01T00:00:00"}',
    '1:9 time: Expected a time such as "2024-05-01T12:30:00.5Z" (google.protobuf.Timestamp), but found "2024-01-01T00:00:00": the offset is missing: "Z" is UTC.',
  ],
  [
    "t.Known",
    '{"time":"2024-01-01t00:00:00z"}',
    '1:9 time: Expected a time such as "2024-05-01T12:30:00.5Z" (google.protobuf.Timestamp), but found "2024-01-01t00:00:00z": "T" and "Z" are upper-case.',
  ],
  [
    "t.Known",
    '{"time":"2024-01-01T24:00:00Z"}',
    '1:9 time: Expected a time such as "2024-05-01T12:30:00.5Z" (google.protobuf.Timestamp), but found "2024-01-01T24:00:00Z": the time of day ends at 23:59:59.',
  ],
  [
    "t.Known",
    '{"time":"0001-01-01T00:00:00+00:01"}',
    '1:9 time: Expected a time such as "2024-05-01T12:30:00.5Z" (google.protobuf.Timestamp), but found "0001-01-01T00:00:00+00:01": the years go from 0001 to 9999.',
  ],
  [
    "t.Known",
    '{"time":0}',
    '1:9 time: Expected a time such as "2024-05-01T12:30:00.5Z" (google.protobuf.Timestamp), but found 0.',
  ],
  [
    "t.Known",
    '{"span":"1m"}',
    '1:9 span: Expected a duration such as "1.5s" (google.protobuf.Duration), but found "1m": the only unit is the second.',
  ],
  [
    "t.Known",
    '{"span":"5"}',
    '1:9 span: Expected a duration such as "1.5s" (google.protobuf.Duration), but found "5": the unit "s" is missing.',
  ],
  [
    "t.Known",
    '{"span":"315576000001s"}',
    '1:9 span: Expected a duration such as "1.5s" (google.protobuf.Duration), but found "315576000001s": the longest duration is 315576000000 seconds.',
  ],
  [
    "t.Known",
    '{"mask":"foo_bar"}',
    '1:9 mask: Expected field paths such as "user.displayName,photo" (google.protobuf.FieldMask), but found the path "foo_bar". Names in a path are written in camelCase, without underscores.',
  ],
  [
    "t.Known",
    '{"any":{"name":"x"}}',
    '1:8 any: Expected the key "@type" with the type URL of the message in this google.protobuf.Any. Add "@type": "type.googleapis.com/package.Message".',
  ],
  [
    "t.Known",
    '{"any":{"@type":"x/t.Missing","name":"x"}}',
    '1:17 any["@type"]: No loaded schema has the message type "t.Missing". Load a schema that has it, or give its bytes in base64 as the only other key: "value".',
  ],
  [
    "t.Known",
    '{"any":{"@type":"x/t.Node","@type":"x/t.Node"}}',
    '1:28 any["@type"]: The key "@type" occurs twice in this object. Keep one of the two.',
  ],
  [
    "t.Known",
    '{"any":{"@type":"x/t.Node","nam":"x"}}',
    '1:28 any.nam: "nam" is no field of t.Node. Did you mean "name"?',
  ],
  [
    "t.Known",
    '{"any":{"@type":"x/google.protobuf.Duration"}}',
    '1:8 any: Expected the key "value" with a google.protobuf.Duration beside "@type". Add "value" to this object.',
  ],
  [
    "t.Known",
    '{"any":{"@type":"x/google.protobuf.Duration","value":"1s","more":1}}',
    '1:59 any.more: "more" is no key of a google.protobuf.Any with a google.protobuf.Duration. It has the keys "@type" and "value".',
  ],
  [
    "t.Known",
    '{"any":[]}',
    '1:8 any: Expected an object with "@type" (google.protobuf.Any), but found an array.',
  ],
  [
    "t.Known",
    '{"struct":[]}',
    "1:11 struct: Expected an object (google.protobuf.Struct), but found an array.",
  ],
  ["t.Known", '{"list":{}}', "1:9 list: Expected an array (google.protobuf.ListValue), but found an object."],
  [
    "t.Known",
    '{"struct":{"a":1,"a":2}}',
    '1:18 struct.a: The key "a" occurs twice in this map. Keep one of the two: a receiver would keep only the last.',
  ],
  [
    "t.Known",
    '{"int32Value":{"value":1}}',
    "1:15 int32Value: Expected a whole number from -2147483648 to 2147483647 (int32), but found an object.",
  ],
];

const REMARKS: readonly Row[] = [
  [
    "t.Scalars",
    '{"d":9007199254740993}',
    "1:6 d: 9007199254740993 has no exact double: 9007199254740992 is sent. Use an integer or string field where every digit counts.",
  ],
  [
    "t.Scalars",
    '{"f":16777217}',
    "1:6 f: 16777217 has no exact float: 16777216 is sent. Use an integer or string field where every digit counts.",
  ],
  [
    "t.Scalars",
    '{"raw":"AB"}',
    "1:8 raw: The last base64 character has bits that are part of no byte; they are not sent. The text may have been cut off.",
  ],
  [
    "t2.Basic",
    '{"closed":9}',
    "1:11 closed: 9 is no value of the closed enum t2.Closed: a receiver keeps it as an unknown field. Its values are NO, YES, MAYBE.",
  ],
  [
    "t.Known",
    '{"any":{"@type":"t.Node","name":"x"}}',
    '1:17 any["@type"]: The type URL "t.Node" has no "/" before the type\'s name; some receivers refuse that. Write "type.googleapis.com/t.Node".',
  ],
  [
    "t.Known",
    '{"any":{"@type":"x/t.Missing","value":"AQI="}}',
    '1:17 any["@type"]: No loaded schema has the message type "t.Missing"; the bytes in "value" are sent as they are. Load a schema that has it.',
  ],
];

describe.each([
  ["syntax", SYNTAX, false],
  ["what does not fit the type", MISFITS, false],
  ["what is accepted with a remark", REMARKS, true],
])("%s", (_title, rows, isAccepted) => {
  it.each(rows)("%s %s", (name, json, ...expected) => {
    const encoded = encodeJson(type(name), json, { registry });
    expect({ ok: encoded.ok, lines: encoded.findings.map(line) }).toEqual({
      ok: isAccepted,
      lines: expected,
    });
  });
});
