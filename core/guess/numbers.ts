import { ScalarType } from "@bufbuild/protobuf";
import { formatFloat, interpretFloat } from "../wire/scalar.ts";
import { decodeZigzag } from "../wire/varint.ts";
import { noteUnixTime, noteUnixTimeOfNumber } from "./time.ts";

/** A reading of a number without a schema: the likeliest type and what else it may be. */
export interface NumberReading {
  /** `int64`, `float` and so on. */
  readonly typeName: string;
  /** Exact text. */
  readonly value: string;
  /** A quiet remark: another reading, or a time. Empty when there is nothing to say. */
  readonly note: string;
}

const LARGEST_UNSIGNED_32 = 0xffff_ffffn;

/** The text that `guessVarint` would give a varint, without looking for other readings. */
export function guessVarintText(raw: bigint): string {
  return String(BigInt.asIntN(64, raw));
}

/** The text that `guessFixed32` or `guessFixed64` would give. */
export function guessFixedText(raw: bigint, size: 32 | 64): string {
  const scalar = size === 32 ? ScalarType.FLOAT : ScalarType.DOUBLE;
  const float = interpretFloat(raw, scalar);
  const signed = BigInt.asIntN(size, raw);
  if (isPlausibleFloat(float, raw) || !Number.isFinite(float)) return formatFloat(float, scalar);
  return String(signed < 0n ? signed : raw);
}

/** Reads a varint. Ten bytes mark a negative number, since only those need them. */
export function guessVarint(raw: bigint): NumberReading {
  const zigzag = decodeZigzag(raw);
  if (raw >= 1n << 63n) {
    const unsigned = `uint64 ${raw}`;
    return { typeName: "int64", value: String(BigInt.asIntN(64, raw)), note: unsigned };
  }
  const time = noteUnixTime(raw);
  if (time !== undefined) return { typeName: "int64", value: String(raw), note: time };
  if (raw <= 1n) return { typeName: "int64", value: String(raw), note: `bool ${raw === 1n}` };
  const typeName = raw > 0x7fff_ffffn && raw <= LARGEST_UNSIGNED_32 ? "uint32" : "int64";
  return { typeName, value: String(raw), note: `sint ${zigzag}` };
}

/** Reads a varint below 2^53 as `guessVarint` does, without big integers. */
export function guessSmallVarint(raw: number): NumberReading {
  const value = String(raw);
  const time = noteUnixTimeOfNumber(raw);
  if (time !== undefined) return { typeName: "int64", value, note: time };
  if (raw <= 1) return { typeName: "int64", value, note: raw === 1 ? "bool true" : "bool false" };
  const typeName = raw > 0x7fff_ffff && raw <= 0xffff_ffff ? "uint32" : "int64";
  const zigzag = raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
  return { typeName, value, note: `sint ${zigzag}` };
}

/** Reads a 32-bit fixed value: a float when its exponent is one that people write, else an integer. */
export function guessFixed32(raw: bigint): NumberReading {
  const float = interpretFloat(raw, ScalarType.FLOAT);
  const signed = BigInt.asIntN(32, raw);
  if (isPlausibleFloat(float, raw) || !Number.isFinite(float)) {
    return { typeName: "float", value: formatFloat(float, ScalarType.FLOAT), note: `fixed32 ${raw}` };
  }
  const note = noteUnixTime(raw) ?? `float ${formatFloat(float, ScalarType.FLOAT)}`;
  return { typeName: signed < 0n ? "sfixed32" : "fixed32", value: String(signed < 0n ? signed : raw), note };
}

/** Reads a 64-bit fixed value the same way. */
export function guessFixed64(raw: bigint): NumberReading {
  const double = interpretFloat(raw, ScalarType.DOUBLE);
  const signed = BigInt.asIntN(64, raw);
  if (isPlausibleFloat(double, raw) || !Number.isFinite(double)) {
    return { typeName: "double", value: formatFloat(double, ScalarType.DOUBLE), note: `fixed64 ${raw}` };
  }
  const note = noteUnixTime(raw) ?? `double ${formatFloat(double, ScalarType.DOUBLE)}`;
  return { typeName: signed < 0n ? "sfixed64" : "fixed64", value: String(signed < 0n ? signed : raw), note };
}

/** True for finite values between a billionth and a quadrillion: small integers have far smaller exponents. */
export function isPlausibleFloat(value: number, raw: bigint): boolean {
  if (raw === 0n) return false;
  if (value === 0) return true;
  const size = Math.abs(value);
  return size >= 1e-9 && size <= 1e15;
}
