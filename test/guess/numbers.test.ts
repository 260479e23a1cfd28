import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guessFixed32, guessFixed64, guessSmallVarint, guessVarint } from "../../core/guess/numbers.ts";
import { noteUnixTime } from "../../core/guess/time.ts";

describe("readings of numbers", () => {
  it.each([
    [150n, "int64 150 (sint 75)"],
    [1n, "int64 1 (bool true)"],
    [0n, "int64 0 (bool false)"],
    [3n, "int64 3 (sint -2)"],
    [4294967295n, "uint32 4294967295 (sint -2147483648)"],
    [4294967296n, "int64 4294967296 (sint 2147483648)"],
    [18446744073709551615n, "int64 -1 (uint64 18446744073709551615)"],
    [9007199254740993n, "int64 9007199254740993 (sint -4503599627370497)"],
    [1732281600n, "int64 1732281600 (2024-11-22 13:20Z?)"],
  ])("varint %d", (raw, expected) => {
    const { typeName, value, note } = guessVarint(raw);
    expect(`${typeName} ${value} (${note})`).toBe(expected);
  });

  it.each([
    [0x3f800000n, "float 1 (fixed32 1065353216)"],
    [0x3f7e075fn, "float 0.9923 (fixed32 1065224031)"],
    [0x7f800001n, "float NaN (fixed32 2139095041)"],
    [5n, "fixed32 5 (float 7e-45)"],
    [0xffffffffn, "float NaN (fixed32 4294967295)"],
    [1732281600n, "fixed32 1732281600 (2024-11-22 13:20Z?)"],
  ])("fixed32 %d", (raw, expected) => {
    const { typeName, value, note } = guessFixed32(raw);
    expect(`${typeName} ${value} (${note})`).toBe(expected);
  });

  it.each([
    [0x3ff0000000000000n, "double 1 (fixed64 4607182418800017408)"],
    [1732281600000n, "fixed64 1732281600000 (ms: 2024-11-22 13:20Z?)"],
    [0x400921fb54442d18n, "double 3.141592653589793 (fixed64 4614256656552045848)"],
  ])("fixed64 %d", (raw, expected) => {
    const { typeName, value, note } = guessFixed64(raw);
    expect(`${typeName} ${value} (${note})`).toBe(expected);
  });

  it.each([
    [1732281600n, "2024-11-22 13:20Z?"],
    [1732281600000n, "ms: 2024-11-22 13:20Z?"],
    [1732281600000000n, "µs: 2024-11-22 13:20Z?"],
    [1732281600000000000n, "ns: 2024-11-22 13:20Z?"],
    [150n, undefined],
    [99999999999n, undefined],
  ])("Unix time %d", (value, expected) => {
    expect(noteUnixTime(value)).toBe(expected);
  });

  it("reads small varints without big integers as it reads them with", () => {
    const small = fc.oneof(fc.maxSafeNat(), fc.nat(2_000_000_000), fc.nat(3));
    fc.assert(
      fc.property(small, (value) => {
        expect(guessSmallVarint(value)).toEqual(guessVarint(BigInt(value)));
      }),
    );
  });
});
