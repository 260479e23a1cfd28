import { describe, expect, it } from "vitest";
import { createDocument, type DocumentSource } from "../../core/documents/index.ts";
import { fromHex, registry, typeNamed } from "../wire/schema.ts";

/** The answer of the design picture. */
const RESPONSE = fromHex(`
  0a 07 08 90 4e 12 02 4f 6b 12 2d 0a 08 6f 75 74 2d 37 66 33 61 12 0a 0a 03 63 61 74 15 5f 07 7e
  3f 12 0f 0a 08 77 68 69 73 6b 65 72 73 15 9e 5e 79 3f 48 80 8a 82 ba 06`);
/** The payload of the inspector picture. */
const PAYLOAD = fromHex(`
  08 96 01 12 09 61 70 70 6c 65 5f 70 61 79 1a 06 03 8e 02 9e a7 05 22 0d 0a 02 48 69 11 00 88 07
  54 93 01 00 00 2a 05 61 62`);

function open(bytes: Uint8Array | string, typeName?: string, source: Partial<DocumentSource> = {}) {
  const type = typeName === undefined ? undefined : typeNamed(typeName);
  return createDocument({
    id: "d",
    bytes: typeof bytes === "string" ? fromHex(bytes) : bytes,
    type,
    registry,
    ...source,
  });
}

/** `label | number wire type | value | note | status`, indented by depth. */
function tree(bytes: Uint8Array | string, typeName?: string): readonly string[] {
  return open(bytes, typeName)
    .readTree(0, 1000)
    .map((row) => {
      const cells = [row.label, `${row.number} ${row.wireType}`, row.value, row.note, row.status];
      return "  ".repeat(row.depth) + cells.join(" | ");
    });
}

describe("the tree", () => {
  it("has the rows of the request picture", () => {
    expect(tree(RESPONSE, "t.Response")).toEqual([
      "status | 1 LEN | Status |  | known",
      "  code | 1 VARINT | SUCCESS (10000) |  | known",
      '  description | 2 LEN | "Ok" |  | known',
      "outputs[0] | 2 LEN | Output |  | known",
      '  id | 1 LEN | "out-7f3a" |  | known',
      "  concepts[0] | 2 LEN | Concept |  | known",
      '    name | 1 LEN | "cat" |  | known',
      "    value | 2 I32 | 0.9923 |  | known",
      "  concepts[1] | 2 LEN | Concept |  | known",
      '    name | 1 LEN | "whiskers" |  | known',
      "    value | 2 I32 | 0.9741 |  | known",
      "  unknown field 9 | 9 VARINT | 1732281600 | 2024-11-22 13:20Z? | unknown",
    ]);
  });

  it("has the rows of the inspector picture", () => {
    expect(tree(PAYLOAD)).toEqual([
      "1 | 1 VARINT | 150 | sint 75 | known",
      '2 | 2 LEN | "apple_pay" | not a message: +34 bits | known',
      "3 | 3 LEN | [3, 270, 86942] | ambiguous: or bytes | known",
      "4 | 4 LEN | message, 2 fields |  | known",
      '  4.1 | 1 LEN | "Hi" | ambiguous: or message | known',
      "  4.2 | 2 I64 | 1732281600000 | ms: 2024-11-22 13:20Z? | known",
      '5 | 5 LEN | "ab" | cut short: 3 of 5 bytes missing | damaged',
    ]);
  });

  it.each([
    [
      "a map",
      "42 05 0A 01 61 10 01",
      "t.T",
      [
        'mp["a"] | 8 LEN | entry |  | known',
        '  key | 1 LEN | "a" |  | known',
        "  value | 2 VARINT | 1 |  | known",
      ],
    ],
    ["a packed list", "1A 03 01 96 01", "t.T", ["p | 3 LEN | [1, 150] |  | known"]],
    [
      "pieces of a list",
      "18 07 1A 02 01 02 18 09",
      "t.T",
      ["p[0] | 3 VARINT | 7 |  | known", "p | 3 LEN | [1, 2] |  | known", "p[3] | 3 VARINT | 9 |  | known"],
    ],
    [
      "a wrong wire type",
      "0A 01 61",
      "t.T",
      ['unknown field 1 | 1 LEN | "a" | int32 wants VARINT | unknown'],
    ],
    ["an unknown enum value", "38 09", "t.T", ["e | 7 VARINT | 9 | not in E | known"]],
    ["a bool", "30 01", "t.T", ["f | 6 VARINT | true |  | known"]],
    ["bytes", "2A 02 00 FF", "t.T", ["b | 5 LEN | 00 ff |  | known"]],
    ["a broken string", "12 02 61 FF", "t.T", ['s | 2 LEN | "a\\xff" |  | known']],
    ["a zigzag number", "60 FF FF FF FF 0F", "t.T", ["z | 12 VARINT | -2147483648 |  | known"]],
    [
      "64 bits",
      "58 FF FF FF FF FF FF FF FF FF 01",
      "t.T",
      ["u | 11 VARINT | 18446744073709551615 |  | known"],
    ],
    [
      "a group",
      "08 01 23 08 05 24",
      "t2.T",
      [
        "r | 1 VARINT | 1 |  | known",
        "g | 4 SGROUP | G |  | known",
        "  i | 1 VARINT | 5 |  | known",
        "  end of 4 | 4 EGROUP |  |  | known",
      ],
    ],
    ["an extension", "A2 06 01 61", "t2.T", ['[t2.ext] | 100 LEN | "a" |  | known']],
    [
      "field number 0",
      "08 01 00 FF",
      undefined,
      ["1 | 1 VARINT | 1 | bool true | known", "0 | 0 VARINT | ff | field number 0: not a record | damaged"],
    ],
    [
      "no tag",
      "08 01 88",
      undefined,
      ["1 | 1 VARINT | 1 | bool true | known", "gap | 0 LEN | 88 | no tag can be read here | damaged"],
    ],
    [
      "a value cut short",
      "09 00 00",
      undefined,
      ["1 | 1 I64 | 00 00 | cut short: 6 of 8 bytes missing | damaged"],
    ],
    [
      "repeated numbers",
      "08 01 08 02 10 03",
      undefined,
      [
        "1 | 1 VARINT | 1 | bool true | known",
        "1[1] | 1 VARINT | 2 | sint 1 | known",
        "2 | 2 VARINT | 3 | sint -2 | known",
      ],
    ],
    [
      "nothing in a field",
      "0A 00",
      undefined,
      ["1 | 1 LEN | empty | string, bytes, message or list | known"],
    ],
    [
      "a negative number",
      "08 FF FF FF FF FF FF FF FF FF 01",
      undefined,
      ["1 | 1 VARINT | -1 | uint64 18446744073709551615 | known"],
    ],
  ])("shows %s", (_name, bytes, typeName, rows) => {
    expect(tree(bytes, typeName)).toEqual(rows);
  });

  it("goes into an Any whose type is loaded", () => {
    const document = open("0A 0B 0A 05 78 2F 74 2E 54 12 02 08 05", "t.Known");
    expect(document.readTree(0, 9).map((row) => [row.label, row.path, row.typeName, row.value])).toEqual([
      ["details[0]", "details[0]", "google.protobuf.Any", "Any"],
      ["typeUrl", "details[0].typeUrl", "string", '"x/t.T"'],
      ["value", "details[0]", "t.T", "T"],
      ["a", "details[0].a", "int32", "5"],
    ]);
  });

  it("keeps values on one line of bounded length", () => {
    const long = new Uint8Array(1000).fill(0x61);
    const text = Uint8Array.of(0x12, 0xe8, 0x07, ...long);
    const bytes = Uint8Array.of(0x2a, 0xe8, 0x07, ...long);
    const [row] = open(text, "t.T").readTree(0, 1);
    const [other] = open(bytes, "t.T").readTree(0, 1);
    expect([row?.value.length, row?.value.slice(-3)]).toEqual([200, 'a…"']);
    expect([other?.value.length, other?.value.slice(-4), other?.note]).toEqual([196, "61 …", "1000 bytes"]);
  });

  it("says which row follows a subtree, so that a face can fold it", () => {
    const rows = open(RESPONSE, "t.Response").readTree(3, 6);
    expect(rows.map(({ record, depth, hasChildren, next }) => [record, depth, hasChildren, next])).toEqual([
      [3, 0, true, 12],
      [4, 1, false, 5],
      [5, 1, true, 8],
    ]);
  });
});

describe("the selection", () => {
  it("describes a value for all panes", () => {
    expect(open(RESPONSE, "t.Response").locate({ kind: "byte", offset: 0x1d })).toEqual({
      record: 7,
      treeRow: 7,
      path: "outputs[0].concepts[0].value",
      bytes: { start: 0x1c, end: 0x21 },
      tag: { start: 0x1c, end: 0x1d },
      value: { start: 0x1d, end: 0x21 },
      json: { start: 112, end: 123 },
      description: "float · field 2 · I32 · 001c +5",
      excerpt: "15 | 5f 07 7e 3f",
    });
  });

  it.each([
    [
      "a length",
      RESPONSE,
      "t.Response",
      0x16,
      "outputs[0].concepts[0] | Concept · field 2 · LEN · 0015 +12 | 12 | 0a | 0a 03 63 61 74 15 5f 07 7e 3f",
    ],
    [
      "text",
      RESPONSE,
      "t.Response",
      0x1a,
      "outputs[0].concepts[0].name | string · field 1 · LEN · 0017 +5 | 0a | 03 | 63 61 74",
    ],
    [
      "an unknown field",
      RESPONSE,
      "t.Response",
      0x34,
      "outputs[0].9 | int64 · field 9 · VARINT · 0032 +6 | 48 | 80 8a 82 ba 06",
    ],
    [
      "a packed item",
      fromHex("18 01 1A 03 02 96 01"),
      "t.T",
      6,
      "p[2] | int32 · field 3 · LEN · 0002 +5 | 1a | 03 | 96 01",
    ],
    [
      "a map value",
      fromHex("42 05 0A 01 61 10 07"),
      "t.T",
      6,
      "mp.a | int32 · field 2 · VARINT · 0005 +2 | 10 | 07",
    ],
    [
      "a map value under a number",
      fromHex("42 05 0A 01 35 10 07"),
      "t.T",
      6,
      'mp["5"] | int32 · field 2 · VARINT · 0005 +2 | 10 | 07',
    ],
    [
      "an extension",
      fromHex("A2 06 01 61"),
      "t2.T",
      3,
      '["[t2.ext]"] | string · field 100 · LEN · 0000 +4 | a2 06 | 01 | 61',
    ],
    ["an end tag", fromHex("23 08 05 24"), "t2.T", 3, "g | field 4 · EGROUP · 0003 +1 | 24"],
    ["a gap", fromHex("08 01 88"), undefined, 2, " | gap · 0002 +1 | 88"],
  ])("knows %s", (_name, bytes, typeName, offset, expected) => {
    const selection = open(bytes, typeName).locate({ kind: "byte", offset });
    expect(`${selection?.path} | ${selection?.description} | ${selection?.excerpt}`).toBe(expected);
  });

  it("is the same from a byte, a record and the JSON", () => {
    const document = open(PAYLOAD);
    const text = document.readJson(0, 1000);
    const anchors = [
      { kind: "byte", offset: 0x1d },
      { kind: "record", record: 5 },
      { kind: "json", offset: text.indexOf("1732281600000") },
    ] as const;
    const [first, ...others] = anchors.map((anchor) => document.locate(anchor));
    expect(first?.path).toBe("4.2");
    expect(others).toEqual([first, first]);
    expect(text.slice(first?.json?.start, first?.json?.end)).toBe('"2": 1732281600000');
  });

  it("is nothing outside the document", () => {
    const document = open(PAYLOAD);
    expect(document.locate({ kind: "byte", offset: 41 })).toBeUndefined();
    expect(document.locate({ kind: "record", record: 99 })).toBeUndefined();
    expect(document.locate({ kind: "json", offset: 0 })).toBeUndefined();
    expect(open(new Uint8Array(0)).locate({ kind: "byte", offset: 0 })).toBeUndefined();
  });

  it("uses the links of a given JSON text", () => {
    const text = '{"a": 5, "p": [7, 150]}';
    const links = Int32Array.of(1, 7, 0, 2, 9, 22, 2, 7, 15, 16, 4, 5, 18, 21, 5, 7);
    const document = open("08 05 1A 03 07 96 01", "t.T", { json: { text, links } });
    expect(document.locate({ kind: "byte", offset: 1 })?.json).toEqual({ start: 1, end: 7 });
    expect(document.locate({ kind: "byte", offset: 6 })?.json).toEqual({ start: 18, end: 21 });
    expect(document.locate({ kind: "json", offset: 19 })?.path).toBe("p[1]");
    expect(document.locate({ kind: "json", offset: 10 })?.bytes).toEqual({ start: 2, end: 7 });
    expect(document.summary.jsonByteLength).toBe(19);
  });
});

describe("the hex rows", () => {
  it("hold 16 bytes with the atoms that touch them", () => {
    const rows = open(RESPONSE, "t.Response").readHex(1, 3);
    expect(rows.map((row) => [row.offset, row.bytes.length])).toEqual([
      [0x10, 16],
      [0x20, 16],
    ]);
    expect(rows[1]?.atoms.slice(0, 3)).toEqual([
      { start: 0x1d, end: 0x21, kind: "fixed32", record: 7, wireType: "I32" },
      { start: 0x21, end: 0x22, kind: "tag", record: 8, wireType: "LEN" },
      { start: 0x22, end: 0x23, kind: "length", record: 8, wireType: "LEN" },
    ]);
  });

  it("leave out the wire type of a gap that belongs to no record", () => {
    expect(open("88").readHex(0, 1)[0]?.atoms).toEqual([{ start: 0, end: 1, kind: "gap", record: 0 }]);
  });

  it("are copies, whatever kind of array the bytes are in: a page must not take all of them along", () => {
    const document = open(Buffer.concat([Buffer.from([0x0a, 100]), Buffer.alloc(100, "a")]));
    const [row] = document.readHex(0, 1);
    expect(row?.bytes.buffer.byteLength).toBe(16);
    expect(document.readBytes(2, 5).buffer.byteLength).toBe(3);
  });

  it("are clipped to what there is", () => {
    expect(open(RESPONSE).readHex(3, 99).length).toBe(1);
    expect(open(RESPONSE).readHex(99, 200)).toEqual([]);
    expect(open(new Uint8Array(0)).readHex(0, 10)).toEqual([]);
  });
});

const STEP = {
  kind: "text",
  form: "hex",
  label: "pasted hex, 122 characters",
  inputLength: 122,
  outputLength: 41,
  removable: false,
  alternatives: [],
} as const;

describe("the summary", () => {
  it("counts and explains", () => {
    const { findings, ...summary } = open(PAYLOAD, undefined, {
      chain: [STEP],
    }).summary;
    expect(summary).toEqual({
      documentId: "d",
      byteLength: 41,
      jsonByteLength: 85,
      jsonTextLength: 123,
      treeRowCount: 7,
      typeName: "",
      steps: ["pasted hex, 122 characters"],
      chain: [STEP],
    });
    expect(findings.map((finding) => `${finding.code} ${finding.path} ${finding.message}`)).toEqual([
      "reading-ambiguous 3 Field 3 at 0x0e (14) may be packed varint or bytes: the readings differ by 6.1 bits.",
      "reading-ambiguous 4.1 Field 4.1 at 0x18 (24) may be text or message: the readings differ by 7.0 bits.",
      "truncated-payload 5 Field 5 at 0x26 (38) says 5 bytes, 2 are here: 3 missing.",
    ]);
  });

  it("leaves out a finding of the JSON that one of the bytes tells more exactly", () => {
    const fromJson = [
      { code: "unknown-field", severity: "warning", message: "not in the JSON", bytes: { start: 2, end: 4 } },
      { code: "empty-value", severity: "information", message: "kept", bytes: { start: 0, end: 2 } },
    ] as const;
    const { findings } = open("08 01 98 01 05", "t.T", { findings: fromJson }).summary;
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "empty-value: kept",
      "unknown-field: Field 19 at 0x02 (2) is not in t.T; it is kept.",
    ]);
  });
});

describe("the numbered JSON", () => {
  it.each([
    ["a message", "08 96 01 12 02 4f 6b", '{ "1": 150, "2": "Ok" }'],
    ["nothing", "", "{}"],
    ["repeated numbers", "08 05 10 01 08 06", '{ "1": [5, 6], "2": 1 }'],
    ["large integers", "08 81 80 80 80 80 80 80 10", '{ "1": "9007199254740993" }'],
    ["bytes", "0A 04 A0 B0 C0 D0", '{ "1": "oLDA0A==" }'],
    ["a group", "0B 08 05 0C", '{ "1": { "1": 5 } }'],
    ["a gap", "08 05 88", '{ "1": 5 /* 1 byte that cannot be read: 88 */ }'],
    [
      "a value that cannot be read",
      "08 05 11 01",
      '{ "1": 5, "2": null /* 1 byte that cannot be read: 01 */ }',
    ],
    ["an infinite number", "0D 00 00 80 7F", '{ "1": "Infinity" }'],
  ])("writes %s", (_name, bytes, expected) => {
    const document = open(bytes);
    const text = document.readJson(0, document.summary.jsonTextLength);
    expect(text.replace(/\s+/g, " ").replace("{ }", "{}")).toBe(expected);
  });
});
