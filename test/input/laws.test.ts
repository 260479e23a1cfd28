import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeBase64 } from "../../core/input/forms/base64.ts";
import { decodeByteList } from "../../core/input/forms/byte-list.ts";
import { decodeDump } from "../../core/input/forms/dump.ts";
import { decodeEscapes } from "../../core/input/forms/escapes.ts";
import { decodeHex } from "../../core/input/forms/hex.ts";
import { decodeText, textInBytes } from "../../core/input/index.ts";

const bytes = fc.uint8Array({ minLength: 1, maxLength: 80 });

function hex(value: number): string {
  return value.toString(16).padStart(2, "0");
}

function xxd(value: Uint8Array): string {
  const rows: string[] = [];
  for (let at = 0; at < value.length; at += 16) {
    const row = value.subarray(at, at + 16);
    const pairs = Array.from({ length: Math.ceil(row.length / 2) }, (_, index) =>
      Array.from(row.subarray(2 * index, 2 * index + 2), hex).join(""),
    );
    const text = Array.from(row, (byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".",
    ).join("");
    rows.push(`${at.toString(16).padStart(8, "0")}: ${pairs.join(" ").padEnd(39)}  ${text}`);
  }
  return rows.join("\n");
}

const FORMS: readonly (readonly [
  string,
  (value: Uint8Array) => string,
  (text: string) => { bytes: Uint8Array } | undefined,
])[] = [
  ["hex together", (value) => Array.from(value, hex).join(""), decodeHex],
  ["hex with 0x and commas", (value) => Array.from(value, (byte) => `0x${hex(byte)}`).join(", "), decodeHex],
  ["base64", (value) => Buffer.from(value).toString("base64"), decodeBase64],
  ["base64url", (value) => Buffer.from(value).toString("base64url"), decodeBase64],
  [
    "base64 in pieces",
    (value) =>
      [value.subarray(0, 7), value.subarray(7)].map((part) => Buffer.from(part).toString("base64")).join(""),
    decodeBase64,
  ],
  ["signed bytes", (value) => JSON.stringify(Array.from(new Int8Array(value))), decodeByteList],
  [
    "octal escapes",
    (value) => Array.from(value, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join(""),
    decodeEscapes,
  ],
  ["xxd", xxd, decodeDump],
];

describe("decoding is the inverse of printing", () => {
  it.each(FORMS)("%s", (_name, print, decode) => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(decode(print(value))?.bytes).toEqual(value);
      }),
    );
  });
});

describe("any input gives a result", () => {
  it("for texts", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string({ unit: "grapheme" }),
          fc.stringMatching(/^[0-9a-fx,: \\%=\n{}[\]-]{0,40}$/),
        ),
        (text) => {
          const result = decodeText(text);
          expect(result.ok || result.findings.length > 0).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("for files", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (value) => {
        for (const { bytes: decoded } of textInBytes(value)) expect(decoded.length).toBeGreaterThan(0);
      }),
      { numRuns: 3000 },
    );
  });
});
