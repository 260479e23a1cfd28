import { describe, expect, it } from "vitest";
import { renderJson, transcodeToJson } from "../../core/codec/index.ts";
import { fromHex } from "./compile.ts";
import { registry, type } from "./schemas.ts";

/** Type, bytes, the JSON shown, and the findings as `severity code start-end path`. */
type Row = readonly [name: string, hex: string, text: string, ...findings: string[]];

const DAMAGED: readonly Row[] = [
  ["t.Node", "0a05 6162", '{"name":"ab"}', "error truncated 0-4"],
  ["t.Node", "2005 0a", '{"rank":5}', "error truncated 2-3"],
  ["t.Node", "2005 8a", '{"rank":5}', "error truncated 2-3"],
  ["t.Node", "2005 20ff", '{"rank":5}', "error truncated 2-4"],
  ["t.Node", "2005 0affffffffff01", '{"rank":5}', "error bad-length 2-9"],
  ["t.Node", "2005 0000", '{"rank":5}', "error bad-tag 2-4"],
  ["t.Node", "2005 26", '{"rank":5}', "error bad-tag 2-3"],
  ["t.Node", "2005 24", '{"rank":5}', "error bad-group 2-3"],
  ["t.Node", "2005 ffffffffff01", '{"rank":5}', "error bad-tag 2-8"],
  ["t.Node", "20ffffffffffffffffffff01", "{}", "error bad-varint 0-12"],
  [
    "t.Node",
    "1204 0a0561 62 2001",
    '{"child":{"name":"ab"},"rank":1}'.replace("ab", "ab"),
    "error truncated 2-6 child",
  ],
  ["t.Node", "1209 1207 1205 0a0361", '{"child":{"child":{"child":{"name":"a"}}}}', "error truncated 0-9"],
  ["t.Scalars", "2801 0d0102", '{"i32":1}', "error truncated 2-5"],
  ["t.Scalars", "2801 0901020304050607", '{"i32":1}', "error truncated 2-10"],
  ["t.Lists", "0a03 01ac", '{"i32":[1]}', "error truncated 0-4"],
  ["t.Lists", "0a02 01ac 120161", '{"i32":[1],"s":["a"]}', "error truncated 3-4 i32"],
  ["t.Lists", "1a09 000000000000f03f 00", '{"d":[1]}', "error truncated 10-11 d"],
  ["t.Scalars", "4a02 c328", '{"s":"\ufffd("}', "error invalid-utf8 2-4 s"],
  ["t.Scalars", "4a03 eda080", '{"s":"\ufffd\ufffd\ufffd"}', "error invalid-utf8 2-5 s"],
  ["t.Scalars", "4a04 f0908041", '{"s":"\ufffdA"}', "error invalid-utf8 2-6 s"],
  ["t2.Grouped", "0b 1001", '{"item":{"x":1}}', "error bad-group 0-3"],
  ["t2.Grouped", "0b 1001 2c", '{"item":{"x":1}}', "error bad-group 0-4"],
  [
    "t.Known",
    "0a06 0a0178 1203ff",
    '{"any":{"@type":"x","value":"/w=="}}',
    "warning unresolved-any 2-5 any",
    "error truncated 5-8 any",
  ],
];

const DOUBTFUL: readonly Row[] = [
  ["t.Node", "2005 5001", '{"rank":5}', "warning unknown-field 2-4"],
  ["t.Node", "12045001 2005", '{"child":{"rank":5}}', "warning unknown-field 2-4 child"],
  ["t.Node", "2001 2002", '{"rank":2}', "information overwritten 0-2 rank"],
  ["t.Choice", "0801 120161", '{"text":"a"}', "information overwritten 0-2"],
  [
    "t.Choice",
    "1a02 2001 0801 1a03 0a0161",
    '{"node":{"name":"a"}}',
    "information overwritten 0-4",
    "information overwritten 4-6",
  ],
  ["t.Choice", "1a02 2001 1a03 0a0161", '{"node":{"name":"a","rank":1}}'],
  ["t.Maps", "0a050a01611001 0a050a01611002", '{"s":{"a":2}}', "information overwritten 0-7 s"],
  ["t.Maps", "0a00 0a021005", '{"s":{"":5}}', "information overwritten 0-2 s"],
  ["t.Maps", "6a0112".replace("6a0112", "6a00"), '{"node":{"":{}}}'],
  ["t2.Basic", "2809", "{}", "warning unknown-enum-number 0-2"],
  ["t2.Basic", "3001 3009 3005", '{"closedList":["YES","MAYBE"]}', "warning unknown-enum-number 2-4"],
  [
    "t2.Basic",
    "3a03010905",
    '{"closedPacked":["YES","MAYBE"]}',
    "warning unknown-enum-number 3-4 closedPacked",
  ],
  ["t2.Basic", "5809 5009", '{"number":9}', "warning unknown-enum-number 2-4"],
  ["t2.Strict", "0801", '{"id":1}', "warning required-missing 0-2"],
  ["t.Known", "1a08 0801 10ffffffff0f", '{"span":{"seconds":"1","nanos":-1}}', "error bad-duration 2-4 span"],
  ["t.Known", "2204 0a024162", '{"mask":"Ab"}', "error bad-field-mask 2-6 mask"],
  ["t.Known", "3209 11000000000000f87f", '{"value":"NaN"}', "error bad-number 3-11 value"],
  ["t.Known", "0a03 120101", '{"any":{"@type":"","value":"AQ=="}}', "warning unresolved-any 2-5 any"],
  [
    "t.Known",
    "0a0b 0a07 2f742e4e6f6465 1200 0a0d 0a07 2f742e4e6f6465 1202 2005",
    '{"any":{"@type":"/t.Node","rank":5}}',
  ],
];

const ORDERED: readonly Row[] = [
  ["t.Lists", "0801 0a020203 0804", '{"i32":[1,2,3,4]}'],
  ["t.Lists", "3001 120161 32020203 3004", '{"s":["a"],"loose":[1,2,3,4]}'],
  ["t.Node", "2001 1202 2002 0a0161 1203 0a0162", '{"name":"a","child":{"name":"b","rank":2},"rank":1}'],
  ["t.Scalars", "40 80808080808080808001", '{"b":true}'],
  ["t.Scalars", "28 ffffffff0f", '{"i32":-1}'],
  ["t.Scalars", "28 818080808080808001", '{"i32":1}'],
  ["t.Scalars", "2800 4a00 7000", '{"i32":0,"s":"","color":"NONE"}'],
  ["t.Lists", "0a00", '{"i32":[]}'],
  ["t.Scalars", "a88000 01", '{"i32":1}'],
];

describe.each([
  ["damaged bytes are shown as far as they go", DAMAGED],
  ["doubtful bytes are shown with a finding", DOUBTFUL],
  ["records in any order and form", ORDERED],
])("%s", (_title, rows) => {
  it.each(rows)("%s %s", (name, hex, text, ...expected) => {
    const rendered = renderJson(type(name), fromHex(hex), { registry, indent: 0 });
    const findings = rendered.findings.map((finding) => {
      const path = finding.path === undefined ? "" : ` ${finding.path}`;
      return `${finding.severity} ${finding.code} ${finding.bytes?.start}-${finding.bytes?.end}${path}`;
    });
    expect({ text: rendered.text, findings }).toEqual({ text, findings: expected });
  });
});

describe("transcodeToJson", () => {
  it("refuses damaged bytes with the findings", () => {
    expect(transcodeToJson(type("t.Node"), fromHex("0a05 6162"), { registry })).toEqual({
      ok: false,
      findings: [
        {
          code: "truncated",
          severity: "error",
          message: "The record at byte 0 (field 1, LEN) says 5 bytes, but its message has 2 left.",
          bytes: { start: 0, end: 4 },
        },
      ],
    });
  });
  it("accepts unknown fields, with a finding", () => {
    expect(transcodeToJson(type("t.Node"), fromHex("2005 5001"), { registry })).toEqual({
      ok: true,
      value: '{"rank":5}',
      findings: [
        {
          code: "unknown-field",
          severity: "warning",
          message: "t.Node has no field 10; the record at byte 2 (VARINT, 2 bytes) is not in the JSON.",
          hint: "The sender's schema may be newer.",
          bytes: { start: 2, end: 4 },
        },
      ],
    });
  });
});
