/** A value as the reading that was chosen for its field. */
import { ScalarType } from "@bufbuild/protobuf";
import type { Span } from "../finding.ts";
import { extraReadings } from "../guess/extra-readings.ts";
import { lengthKind, packedElement } from "../guess/reading-types.ts";
import { Kind } from "../wire/kinds.ts";
import { formatFloat, interpretFloat, interpretInteger, readRawBits } from "../wire/scalar.ts";
import { WireType } from "../wire/tag.ts";
import { clip } from "./text.ts";
import { bytesText, listText, stringText, type ValueText } from "./value.ts";

const INTEGERS: Readonly<Record<string, ScalarType>> = {
  int64: ScalarType.INT64,
  uint64: ScalarType.UINT64,
  sint64: ScalarType.SINT64,
  int32: ScalarType.INT32,
  enum: ScalarType.INT32,
  uint32: ScalarType.UINT32,
  sint32: ScalarType.SINT32,
  fixed32: ScalarType.FIXED32,
  sfixed32: ScalarType.SFIXED32,
  fixed64: ScalarType.FIXED64,
  sfixed64: ScalarType.SFIXED64,
};

const TIME_UNITS: Readonly<Record<string, bigint>> = {
  "unix time, s": 1n,
  "unix time, ms": 1_000n,
  "unix time, µs": 1_000_000n,
  "unix time, ns": 1_000_000_000n,
};

/** Milliseconds that a date can have. */
const LATEST = 8_640_000_000_000_000n;

/** The value of a body as a reading of its wire type; undefined for readings that it cannot have. */
export function chosenText(
  bytes: Uint8Array,
  wireType: number,
  body: Span,
  type: string,
): ValueText | undefined {
  if (wireType === WireType.length) return lengthText(bytes, body, type);
  const value = numberText(bytes, wireType, body, type);
  const valueKind = type === "bool" ? "bool" : type === "enum" ? "enum" : "number";
  return value === undefined ? undefined : { typeName: type, value, valueKind, note: "" };
}

/** One number as text; undefined for a reading that is none of its wire type. */
export function numberText(
  bytes: Uint8Array,
  wireType: number,
  body: Span,
  type: string,
): string | undefined {
  const raw = readRawBits(bytes, wireType, body);
  if (type === "bool") return String(raw !== 0n);
  if (type === "bits") return `0x${raw.toString(16).padStart(2 * (body.end - body.start), "0")}`;
  if (type === "float" || type === "double") {
    const scalar = type === "float" ? ScalarType.FLOAT : ScalarType.DOUBLE;
    return formatFloat(interpretFloat(raw, scalar), scalar);
  }
  if (type === "IPv4 address") return [24n, 16n, 8n, 0n].map((shift) => (raw >> shift) & 0xffn).join(".");
  const unit = TIME_UNITS[type];
  if (unit !== undefined) return timeText(BigInt.asIntN(64, raw), unit);
  const scalar = INTEGERS[type];
  return scalar === undefined ? undefined : String(interpretInteger(raw, scalar));
}

function timeText(value: bigint, perSecond: bigint): string | undefined {
  const milliseconds = (value * 1000n) / perSecond;
  if (milliseconds > LATEST || milliseconds < -LATEST) return undefined;
  return new Date(Number(milliseconds)).toISOString();
}

function lengthText(bytes: Uint8Array, body: Span, type: string): ValueText | undefined {
  const kind = lengthKind(type);
  const element = packedElement(type);
  if (kind === undefined || kind === Kind.message) return undefined;
  if (element !== undefined) {
    const wireType =
      { [Kind.packedVarint]: 0, [Kind.packedFixed32]: 5, [Kind.packedFixed64]: 1 }[kind as number] ?? 0;
    return listText(bytes, kind, body, type, (span) => numberText(bytes, wireType, span, element) ?? "?");
  }
  if (type === "string") return stringText(bytes, body, type);
  if (type === "bytes") return bytesText(bytes, body, type);
  const extra = extraReadings(bytes, body).find((each) => each.type === type);
  return extra === undefined
    ? undefined
    : {
        typeName: type,
        value: clip(extra.value),
        valueKind: kind === Kind.text ? "string" : "bytes",
        note: "",
      };
}
