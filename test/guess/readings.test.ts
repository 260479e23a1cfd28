import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Guesser } from "../../core/guess/guesser.ts";
import { confidenceOf } from "../../core/guess/reading.ts";
import { fromHex } from "../wire/schema.ts";

/** The best reading, its confidence, and the others from the likeliest on. */
function readings(bytes: Uint8Array): string {
  const { readings: ranked, gap } = new Guesser(bytes).rank(0, bytes.length);
  const [best, ...others] = ranked.map((reading) => reading.name);
  return `${best} (${confidenceOf(gap)}) | ${others.slice(0, 2).join(", ")}`;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe("readings of a LEN body", () => {
  it.each([
    ["apple_pay", utf8("apple_pay"), "text (sure) | bytes, message"],
    ["PLAYERGROUP", utf8("PLAYERGROUP"), "text (sure) | bytes, message"],
    ["en-US", utf8("en-US"), "text (sure) | message, bytes"],
    ["image.png", utf8("image.png"), "text (sure) | message, bytes"],
    ["Hi", utf8("Hi"), "text (ambiguous) | message, bytes"],
    ["two digits", utf8("08"), "text (ambiguous) | message, packed varint"],
    ["a UUID", utf8("9b2e1c04-7f3a-4d6e-8b1a-0c9d5e6f7a8b"), "text (sure) | bytes, broken message"],
    ["a date", utf8("2024-11-22T13:20:00Z"), "text (sure) | bytes, packed varint"],
    ["Greek", utf8("Αθήνα"), "text (sure) | bytes"],
    ["{1: 1}", fromHex("08 01"), "message (probable) | packed varint, bytes"],
    ['{1: 10000, 2: "Ok"}', fromHex("08 90 4e 12 02 4f 6b"), "message (sure) | bytes, packed varint"],
    ["packed varints", fromHex("03 8E 02 9E A7 05"), "packed varint (ambiguous) | bytes"],
    [
      "many packed varints",
      fromHex("01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e"),
      "packed varint (sure) | bytes, text",
    ],
    ["packed floats", fromHex("00 00 80 3F 00 00 00 40"), "packed 32 (sure) | packed 64, bytes"],
    [
      "packed doubles",
      fromHex("00 00 00 00 00 00 f0 3f 00 00 00 00 00 00 00 40"),
      "packed 64 (sure) | packed 32, packed varint",
    ],
    ["four random bytes", fromHex("A0 B0 C0 D0"), "bytes (ambiguous) | broken message, packed 32"],
    [
      "sixteen random bytes",
      fromHex("f3 9c 11 8e 55 d0 a7 42 be 6b 9a e1 1d 83 c4 5f"),
      "bytes (probable) | packed 32, packed varint",
    ],
    ["a near-miss message", fromHex("0A 05 61"), "text (ambiguous) | packed varint, bytes"],
    [
      "a gRPC frame",
      fromHex("00 00 00 00 03 08 96 01"),
      "embedded gRPC frame (probable) | packed varint, packed 32",
    ],
  ])("%s", (_name, bytes, expected) => {
    expect(readings(bytes)).toBe(expected);
  });

  it("says why a body cannot be a message, and where", () => {
    const body = fromHex("08 01 00 05");
    expect(new Guesser(body).rank(0, 4).refusal).toBe("field number at 2");
  });

  it("reads every package name of the lock file as text", () => {
    const lock = readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8");
    const names = new Set(
      [...lock.matchAll(/"(?:node_modules\/)?((?:@[\w.-]+\/)?[\w.-]{3,})"/g)].map((match) => match[1] ?? ""),
    );
    const wrong = [...names].filter((name) => !readings(utf8(name)).startsWith("text"));
    expect(names.size).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it("stays within its budget on a body of a million small fields", () => {
    const body = Uint8Array.from({ length: 2_000_000 }, (_, index) => (index % 2 === 0 ? 0x08 : 0x01));
    expect(readings(body)).toBe("message (sure) | packed varint, packed 32");
  });

  it("gives the same answer for an inner body before and after the outer one was measured", () => {
    const bytes = fromHex("0a 0d 0a 02 48 69 11 00 88 07 54 93 01 00 00");
    const fresh = new Guesser(bytes).kindOf(4, 6);
    const guesser = new Guesser(bytes);
    guesser.kindOf(2, 15);
    expect(guesser.kindOf(4, 6)).toBe(fresh);
  });
});
