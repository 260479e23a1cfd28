import { describe, expect, it } from "vitest";
import { quoteBytes, quoteText } from "../../../core/codec/text/render/quote.ts";
import { TextWriter } from "../../../core/codec/text/render/text-writer.ts";

const writer = new TextWriter(0);

describe("a quoted string", () => {
  it.each([
    ["ASCII", [0x61, 0x20, 0x7e, 0x27], '"a ~\'"', '"a ~\'"'],
    ["what has an escape of its own", [0x22, 0x5c, 9, 10, 13], '"\\"\\\\\\t\\n\\r"', '"\\"\\\\\\t\\n\\r"'],
    ["controls", [0, 0x1f, 0x7f, 0xc2, 0x85], '"\\000\\037\\177\\302\\205"', '"\\000\\037\\177\\302\\205"'],
    ["characters", [0xc3, 0xbc, 0xe2, 0x82, 0xac], '"ü€"', '"\\303\\274\\342\\202\\254"'],
    ["a byte order mark", [0xef, 0xbb, 0xbf], '"\ufeff"', '"\\357\\273\\277"'],
    ["a cut character", [0x61, 0xe2, 0x82], '"a\\342\\202"', '"a\\342\\202"'],
    ["a surrogate in UTF-8", [0xed, 0xa0, 0x80], '"\\355\\240\\200"', '"\\355\\240\\200"'],
  ])("of %s", (_title, values, text, bytes) => {
    const given = Uint8Array.from(values);
    expect(quoteText(writer, given, 0, given.length)).toBe(text);
    expect(quoteBytes(writer, given, 0, given.length)).toBe(bytes);
  });

  it("is whole, however long it is", () => {
    const long = "aü".repeat(100_000);
    const given = new TextEncoder().encode(long);
    expect(quoteText(writer, given, 0, given.length)).toBe(`"${long}"`);
  });

  it("is whole with escapes among its characters, at any length", () => {
    const long = "aü\u0000€".repeat(50_000);
    const given = new TextEncoder().encode(long);
    expect(quoteText(writer, given, 0, given.length)).toBe(`"${long.replaceAll("\0", "\\000")}"`);
    expect(writer.isFull).toBe(false);
  });

  it.each([
    ["escapes", 0],
    ["characters", 0x61],
  ])("of %s is cut where there is no more room, and the writer knows", (_title, byte) => {
    const small = new TextWriter(0, 100);
    const given = new Uint8Array(1_000_000).fill(byte);
    expect(quoteBytes(small, given, 0, given.length).length).toBeLessThan(65_600);
    expect(small.isFull).toBe(true);
  });
});
