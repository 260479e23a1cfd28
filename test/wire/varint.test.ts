import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeZigzag,
  encodeZigzag,
  readVarint,
  varintToNumber,
  writeVarint,
} from "../../core/wire/varint.ts";
import { fromHex } from "./schema.ts";

describe("varints", () => {
  it.each([
    ["96 01", { value: 150n, byteLength: 2, overhang: 0, overflow: 0 }],
    ["96 81 00", { value: 150n, byteLength: 3, overhang: 1, overflow: 0 }],
    ["80 80 00", { value: 0n, byteLength: 3, overhang: 2, overflow: 0 }],
    [
      "FF FF FF FF FF FF FF FF FF 01",
      { value: 18446744073709551615n, byteLength: 10, overhang: 0, overflow: 0 },
    ],
    [
      "FF FF FF FF FF FF FF FF FF 7F",
      { value: 18446744073709551615n, byteLength: 10, overhang: 0, overflow: 63 },
    ],
    ["FF FF FF FF FF FF FF FF FF FF 01", undefined],
    ["96", undefined],
    ["", undefined],
  ])("reads %s", (hex, expected) => {
    const bytes = fromHex(hex);
    expect(readVarint(bytes, 0, bytes.length)).toEqual(expected);
  });

  it("writes what it read, for any complete varint", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 10 }), (body) => {
        const bytes = body.map((byte, index) => (index < body.length - 1 ? byte | 0x80 : byte & 0x7f));
        const varint = readVarint(bytes, 0, bytes.length);
        expect(varint).toBeDefined();
        if (varint === undefined) return;
        expect(writeVarint(varint.value, varint.byteLength, varint.overflow)).toEqual(bytes);
        if (varint.overflow > 0) return;
        expect(writeVarint(varint.value).length).toBe(bytes.length - varint.overhang);
      }),
    );
  });

  it("is exact at 64 bits, zigzag included", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 63n), max: (1n << 63n) - 1n }), (value) => {
        expect(decodeZigzag(encodeZigzag(value))).toBe(value);
        const bytes = writeVarint(BigInt.asUintN(64, value));
        expect(BigInt.asIntN(64, readVarint(bytes, 0, bytes.length)?.value ?? 0n)).toBe(value);
      }),
    );
  });

  it("is exact as a number up to 2^53", () => {
    const bytes = writeVarint(9007199254740991n);
    expect(varintToNumber(bytes, 0, bytes.length)).toBe(9007199254740991);
  });
});
