import { describe, expect, it } from "vitest";
import { quoteBytes, quoteText } from "../../../core/codec/text/render/quote.ts";

const EVERYTHING = Number.POSITIVE_INFINITY;

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
    expect(quoteText(given, 0, given.length, EVERYTHING)).toBe(text);
    expect(quoteBytes(given, 0, given.length, EVERYTHING)).toBe(bytes);
  });

  it("is whole, however long it is", () => {
    const long = "aü".repeat(100_000);
    const given = new TextEncoder().encode(long);
    expect(quoteText(given, 0, given.length, EVERYTHING)).toBe(`"${long}"`);
  });

  it("stops where there is no more room", () => {
    const given = new Uint8Array(1_000_000);
    expect(quoteBytes(given, 0, given.length, 100).length).toBeLessThan(110);
    expect(quoteText(given.fill(0x61), 0, given.length, 100).length).toBeLessThan(65_600);
  });
});
