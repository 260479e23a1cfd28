import type { Span } from "../finding.ts";
import {
  guessFixed32,
  guessFixed64,
  guessFixedText,
  guessSmallVarint,
  guessVarint,
  guessVarintText,
  type NumberReading,
} from "../guess/numbers.ts";
import { Kind } from "../wire/kinds.ts";
import { readRawBits } from "../wire/scalar.ts";
import { varintToNumber } from "../wire/varint.ts";
import { bytesText, listText, stringText, type ValueText } from "./value.ts";

/** A value without a schema, by its guessed kind. Containers and gaps are not values. */
export function guessedText(bytes: Uint8Array, kind: Kind, body: Span): ValueText {
  switch (kind) {
    case Kind.varint:
    case Kind.fixed32:
    case Kind.fixed64: {
      const { typeName, value, note } = guessNumber(bytes, kind, body);
      return { typeName, value, valueKind: "number", note };
    }
    case Kind.text:
      return stringText(bytes, body, "string");
    case Kind.packedVarint:
      return listText(
        bytes,
        kind,
        body,
        "packed varint",
        (span) => guessNumber(bytes, Kind.varint, span).value,
      );
    case Kind.packedFixed32:
      return listText(bytes, kind, body, "packed 32", (span) => guessNumber(bytes, Kind.fixed32, span).value);
    case Kind.packedFixed64:
      return listText(bytes, kind, body, "packed 64", (span) => guessNumber(bytes, Kind.fixed64, span).value);
    case Kind.empty:
      return { typeName: "empty", value: "empty", valueKind: "none", note: "string, bytes, message or list" };
    default:
      return bytesText(bytes, body, "bytes");
  }
}

/** Varints of up to so many bytes are exact as numbers. */
const EXACT_LENGTH = 7;

/** The text of one number, and nothing else: for long texts in which no remark has a place. */
export function guessNumberText(bytes: Uint8Array, kind: Kind, body: Span): string {
  if (kind === Kind.fixed32) return guessFixedText(readRawBits(bytes, 5, body), 32);
  if (kind === Kind.fixed64) return guessFixedText(readRawBits(bytes, 1, body), 64);
  const length = body.end - body.start;
  if (length <= EXACT_LENGTH) return String(varintToNumber(bytes, body.start, length));
  return guessVarintText(readRawBits(bytes, 0, body));
}

/** The likeliest reading of one number. */
function guessNumber(bytes: Uint8Array, kind: Kind, body: Span): NumberReading {
  if (kind === Kind.fixed32) return guessFixed32(readRawBits(bytes, 5, body));
  if (kind === Kind.fixed64) return guessFixed64(readRawBits(bytes, 1, body));
  const length = body.end - body.start;
  if (length <= EXACT_LENGTH) return guessSmallVarint(varintToNumber(bytes, body.start, length));
  return guessVarint(readRawBits(bytes, 0, body));
}
