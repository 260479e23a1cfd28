import { ScalarType } from "@bufbuild/protobuf";
import type { Span } from "../finding.ts";
import { scalarWireType } from "./bind/shape.ts";
import { WireType } from "./tag.ts";
import { decodeZigzag, readVarint } from "./varint.ts";

/** The 64 (or 32) bits of a numeric value as they are on the wire, unsigned. Zero for what is not complete. */
export function readRawBits(bytes: Uint8Array, wireType: number, value: Span): bigint {
  if (wireType === WireType.varint) return readVarint(bytes, value.start, value.end)?.value ?? 0n;
  let bits = 0n;
  for (let offset = value.end - 1; offset >= value.start; offset--) {
    bits = (bits << 8n) | BigInt(bytes[offset] ?? 0);
  }
  return bits;
}

/** What raw bits mean for an integer type, as parsers read them: low 32 bits where the type has 32. */
export function interpretInteger(raw: bigint, scalar: ScalarType): bigint {
  switch (scalar) {
    case ScalarType.INT32:
    case ScalarType.SFIXED32:
      return BigInt.asIntN(32, raw);
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return BigInt.asUintN(32, raw);
    case ScalarType.SINT32:
      return decodeZigzag(BigInt.asUintN(32, raw));
    case ScalarType.SINT64:
      return decodeZigzag(raw);
    case ScalarType.INT64:
    case ScalarType.SFIXED64:
      return BigInt.asIntN(64, raw);
    default:
      return raw;
  }
}

/** The smallest float with all its digits: 2^-126. */
const SMALLEST_NORMAL = 2 ** -126;

const scratch = new DataView(new ArrayBuffer(8));

/** The float or double that raw bits stand for. NaN payloads are lost here; the bits keep them. */
export function interpretFloat(raw: bigint, scalar: ScalarType): number {
  scratch.setBigUint64(0, raw);
  return scalar === ScalarType.FLOAT ? scratch.getFloat32(4) : scratch.getFloat64(0);
}

/** The shortest decimal text that reads back as the same value of its type. */
export function formatFloat(value: number, scalar: ScalarType): string {
  if (Object.is(value, -0)) return "-0";
  if (scalar !== ScalarType.FLOAT || !Number.isFinite(value)) return String(value);
  // Six digits survive every normal float, so a text of fewer shows in six, and no shorter one need be tried.
  const fewest = Math.abs(value) < SMALLEST_NORMAL ? 1 : 6;
  for (let digits = fewest; digits <= 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return String(candidate);
  }
  return String(value);
}

/** One number or bool of a declared type as text, exact at 64 bits. */
export function formatScalar(bytes: Uint8Array, value: Span, scalar: ScalarType): string {
  const raw = readRawBits(bytes, scalarWireType(scalar), value);
  if (scalar === ScalarType.BOOL) return raw === 0n ? "false" : "true";
  if (scalar === ScalarType.FLOAT || scalar === ScalarType.DOUBLE) {
    return formatFloat(interpretFloat(raw, scalar), scalar);
  }
  return String(interpretInteger(raw, scalar));
}
