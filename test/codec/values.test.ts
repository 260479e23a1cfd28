import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestName } from "../../core/codec/encode/nearest-name.ts";
import { locatePlaces } from "../../core/codec/json/places.ts";
import { civilFromDays, daysFromCivil } from "../../core/codec/values/civil-date.ts";
import { exactInteger } from "../../core/codec/values/exact-integer.ts";
import { nearestFloat, shortestFloat } from "../../core/codec/values/float32.ts";
import { appendShortest } from "../../core/codec/values/shortest-decimal.ts";

const buffer = new Uint8Array(64);

/** What the fast way writes, or what it leaves to the slow one. */
function shortest(value: number, isFloat: boolean): string {
  const end = appendShortest(buffer, 0, value, isFloat);
  const slow = isFloat ? shortestFloat(value) : String(value);
  return end < 0 ? slow : String.fromCharCode(...buffer.subarray(0, end));
}

describe("the shortest decimal", () => {
  const positive = fc.double({ min: Number.MIN_VALUE, noDefaultInfinity: true, noNaN: true });
  it("of a double is JavaScript's", () => {
    fc.assert(
      fc.property(positive, (value) => {
        expect(shortest(value, false)).toBe(String(value));
      }),
      { numRuns: 20_000 },
    );
  });
  it("of a double with few digits is JavaScript's", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 31 - 1 }),
        fc.integer({ min: -30, max: 30 }),
        (digits, power) => {
          const value = Number(`${digits}e${power}`);
          expect(shortest(value, false)).toBe(String(value));
        },
      ),
      { numRuns: 20_000 },
    );
  });
  it("of a float is read back as it, and no shorter one is", () => {
    fc.assert(
      fc.property(fc.float({ min: 2 ** -149, noDefaultInfinity: true, noNaN: true }), (value) => {
        const text = shortest(value, true);
        expect(Math.fround(Number(text))).toBe(value);
        expect(text).toBe(shortestFloat(value));
        const digits = text
          .replace(/e.*$/, "")
          .replace(/\D/g, "")
          .replace(/^0+|0+$/g, "").length;
        if (digits > 1) expect(Math.fround(Number(value.toPrecision(digits - 1)))).not.toBe(value);
      }),
      { numRuns: 20_000 },
    );
  });
  it("is found by the fast way nearly always", () => {
    const values = fc.sample(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { numRuns: 1000, seed: 1 });
    const left = values.filter((value) => appendShortest(buffer, 0, value, false) < 0);
    expect(left.length).toBeLessThan(100);
  });
});

describe("the float nearest to a decimal", () => {
  it.each([
    ["0.1", 0.10000000149011612],
    // Exactly between two floats: ties to even.
    ["16777217", 16777216],
    ["16777219", 16777220],
    // A double rounds these to the middle between two floats; the decimal is beside it.
    ["16777217.0000000000000001", 16777218],
    ["16777216.9999999999999999", 16777216],
    ["-16777217.0000000000000001", -16777218],
    ["1.00000017881393432617187499", 1.0000001192092896],
    ["1.00000017881393432617187501", 1.0000002384185791],
    ["3.5e38", Number.POSITIVE_INFINITY],
  ])("%s is %d", (token, value) => {
    expect(nearestFloat(token)).toBe(value);
  });
});

describe("the exact integer of a number", () => {
  it.each([
    ["0", 0n],
    ["-0", 0n],
    ["1e3", 1000n],
    ["1.50e1", 15n],
    ["-12e-1", "fraction"],
    ["120e-1", 12n],
    ["1.5", "fraction"],
    ["0.000e99", 0n],
    ["1e40", "huge"],
    ["1e-999999999999", "fraction"],
    ["9007199254740993.0", 9007199254740993n],
  ] as const)("%s is %s", (token, value) => {
    expect(exactInteger(token)).toBe(value);
  });
});

describe("days and dates", () => {
  it("are those of JavaScript, from year 1 to 9999", () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
        const date = new Date(days * 86_400_000);
        const { year, month, day } = civilFromDays(days);
        expect([year, month, day]).toEqual([
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]);
        expect(daysFromCivil(year, month, day)).toBe(days);
      }),
    );
  });
});

describe("the nearest name", () => {
  const names = ["name", "maxConcepts", "display_name", "url"];
  it.each([
    ["nmae", "name"],
    ["max_concepts", "maxConcepts"],
    ["MAXCONCEPT", "maxConcepts"],
    ["displayname", "display_name"],
    ["uri", "url"],
    ["completelyOther", undefined],
    ["x".repeat(1000), undefined],
  ])("to %s is %s", (name, near) => {
    expect(nearestName(name, names)).toBe(near);
  });
});

describe("places in a JSON text", () => {
  const text = '{\n  "a": [1, {"b.c": "x\\"y"}],\r\n  "d": {}\n}';
  it.each([
    ["{", 1, 1, ""],
    ["[1", 2, 8, "a"],
    ["1,", 2, 9, "a[0]"],
    ['{"b', 2, 12, "a[1]"],
    ['"x', 2, 20, 'a[1]["b.c"]'],
    ['"d"', 3, 3, "d"],
    ["{}", 3, 8, "d"],
  ])("of %s is %i:%i %s", (piece, line, column, path) => {
    const start = text.indexOf(piece);
    expect(locatePlaces(text, [{ start, end: start + 1 }])).toEqual([
      { place: { start, end: start + 1, line, column }, path },
    ]);
  });
});
