import { describe, expect, it } from "vitest";
import { type FindingCode, RULES } from "../../core/wire/codes.ts";
import { explainMark, severityOf } from "../../core/wire/explain.ts";
import type { MarkValue } from "../../core/wire/marks.ts";

interface Row {
  readonly code: FindingCode;
  readonly values: readonly MarkValue[];
  readonly expected: string;
}

function row(code: FindingCode, values: readonly MarkValue[], expected: string): Row {
  return { code, values, expected };
}

function explain(code: FindingCode, values: readonly MarkValue[], path = "3.1") {
  return explainMark({ code, record: 0, start: 14, end: 16, values }, path);
}

const MESSAGES: readonly Row[] = [
  row(
    "truncated-varint",
    [],
    "The varint of field 3.1 at 0x0e (14) ends before its last byte: at least 1 byte is missing.",
  ),
  row(
    "truncated-varint",
    ["value would start in the parent"],
    "The varint of field 3.1 at 0x0e (14) does not end inside its message: the value would start in the parent. Most parsers refuse this; protobuf-es 2.17 reads on into the parent.",
  ),
  row("truncated-payload", [3n, 5n, 2], "Field 3.1 at 0x0e (14) says 5 bytes, 2 are here: 3 missing."),
  row("truncated-fixed", [1], "The fixed-size value of field 3.1 at 0x0e (14) is cut short: 1 byte missing."),
  row(
    "length-exceeds-parent",
    [3n, 5n, 2],
    "Field 3.1 at 0x0e (14) says 5 bytes, its message ends after 2. Most parsers refuse this; protobuf-es 2.17 reads on into the parent.",
  ),
  row(
    "group-end-mismatch",
    [1n, 2n],
    "The group opened as field 1 is closed as field 2 at 0x0e (14); both numbers must be the same.",
  ),
  row(
    "field-number-too-large",
    [2147483649n, 1n],
    "Field number 2147483649 at 0x0e (14) is above the limit of 536870911; parsers that drop the high bits read field 1.",
  ),
  row(
    "tag-overlong",
    [5, 6],
    "The tag at 0x0e (14) takes 6 bytes, 5 more than needed; conforming parsers refuse tags above 5 bytes.",
  ),
  row(
    "wire-type-mismatch",
    ["int32", "VARINT", "a", "LEN"],
    "Field 3.1 at 0x0e (14) has wire type LEN, but the schema's a is int32, which wants VARINT: it is treated as unknown. protoc does the same, protobufjs drops it, protobuf-es misreads it.",
  ),
  row(
    "value-truncated-to-32-bits",
    [4294967296n, 0n],
    "Field 3.1 at 0x0e (14) holds 4294967296, which does not fit into 32 bits: parsers read 0.",
  ),
  row(
    "map-duplicate-key",
    ['"a"', 0],
    'The map entry at 0x0e (14) repeats the key "a", first at 0: parsers keep the last.',
  ),
];

const SEVERITIES: readonly Row[] = [
  row("tag-overlong", [1, 2], "warning"),
  row("tag-overlong", [5, 6], "error"),
  row("utf8-invalid", ["cut short", 1], "error"),
  row("utf8-invalid", ["cut short", 0], "warning"),
  row("field-order", [], "information"),
];

describe("the wording of findings", () => {
  it.each(MESSAGES)("$code: $expected", ({ code, values, expected }) => {
    expect(explain(code, values).message).toBe(expected);
  });

  it("names fields by their path with a schema", () => {
    expect(explain("default-on-wire", [], "outputs[0].id")).toEqual({
      code: "default-on-wire",
      severity: "information",
      message:
        "outputs[0].id at 0x0e (14) is written though it has its default value; a proto3 writer would leave it out.",
      path: "outputs[0].id",
      bytes: { start: 14, end: 16 },
    });
  });

  it.each(SEVERITIES)("$code is of severity $expected", ({ code, values, expected }) => {
    expect(severityOf({ code, record: 0, start: 0, end: 0, values })).toBe(expected);
  });

  it("words every code as sentences", () => {
    for (const code of Object.keys(RULES) as FindingCode[]) {
      const { message, hint } = explain(code, ["v", "w", "x", "y"]);
      expect(message, code).toMatch(/^[A-Z0-9v].*[.]$/);
      expect(hint ?? "Do this.", code).toMatch(/^[A-Z].*[.]$/);
      expect(message, code).not.toMatch(/undefined|null|\[object/);
    }
  });
});
