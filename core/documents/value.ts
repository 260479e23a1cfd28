import { ScalarType } from "@bufbuild/protobuf";
import type { ValueKind } from "../contract/views.ts";
import type { Span } from "../finding.ts";
import type { FieldShape } from "../wire/bind/shape.ts";
import { isPacked, type Kind } from "../wire/kinds.ts";
import { packedItemAt, packedItemSize } from "../wire/packed.ts";
import { formatScalar, interpretInteger, readRawBits } from "../wire/scalar.ts";
import { clip, hexText, LONGEST_VALUE, quoteSpan } from "./text.ts";

/** What a tree row says after the name. */
export interface ValueText {
  readonly typeName: string;
  readonly value: string;
  readonly valueKind: ValueKind;
  readonly note: string;
}

/** Bytes of a bytes value that fit on one line. */
const SHOWN_BYTES = Math.floor(LONGEST_VALUE / 3) - 1;

/** One number, bool or enum value of a declared field. */
export function scalarText(bytes: Uint8Array, value: Span, field: FieldShape): ValueText {
  const { typeName } = field;
  if (field.enumeration !== undefined) {
    const number = Number(interpretInteger(readRawBits(bytes, 0, value), ScalarType.INT32));
    const name = field.enumeration.value[number]?.name;
    if (name !== undefined) return { typeName, value: `${name} (${number})`, valueKind: "enum", note: "" };
    return { typeName, value: String(number), valueKind: "enum", note: `not in ${field.enumeration.name}` };
  }
  const scalar = field.scalar ?? ScalarType.BYTES;
  const valueKind = scalar === ScalarType.BOOL ? "bool" : "number";
  return { typeName, value: formatScalar(bytes, value, scalar), valueKind, note: "" };
}

/** A string, as far as it fits. */
export function stringText(bytes: Uint8Array, value: Span, typeName: string): ValueText {
  return { typeName, value: quoteSpan(bytes, value.start, value.end), valueKind: "string", note: "" };
}

/** Bytes in hex, as far as they fit; what did not fit is counted. */
export function bytesText(bytes: Uint8Array, value: Span, typeName: string): ValueText {
  const size = value.end - value.start;
  const text = size === 0 ? "no bytes" : hexText(bytes, value.start, value.end, SHOWN_BYTES);
  return { typeName, value: text, valueKind: "bytes", note: size > SHOWN_BYTES ? `${size} bytes` : "" };
}

/** A packed list, as far as it fits. `item` puts one item into words. */
export function listText(
  bytes: Uint8Array,
  kind: Kind,
  body: Span,
  typeName: string,
  item: (span: Span) => string,
): ValueText {
  let text = "[";
  for (let at = body.start; at < body.end && text.length < LONGEST_VALUE; ) {
    const span = packedItemAt(bytes, kind, body, at);
    text += `${at === body.start ? "" : ", "}${isComplete(bytes, kind, span) ? item(span) : "…"}`;
    at = span.end;
  }
  return { typeName, value: clip(`${text}]`), valueKind: "list", note: "" };
}

function isComplete(bytes: Uint8Array, kind: Kind, span: Span): boolean {
  const size = packedItemSize(kind);
  return size > 0 ? span.end - span.start === size : (bytes[span.end - 1] ?? 0x80) < 0x80;
}

/** A LEN body of a declared field that is not a message. */
export function declaredLengthText(bytes: Uint8Array, kind: Kind, body: Span, field: FieldShape): ValueText {
  if (isPacked(kind)) {
    return listText(bytes, kind, body, field.typeName, (span) => scalarText(bytes, span, field).value);
  }
  if (field.scalar === ScalarType.STRING) return stringText(bytes, body, field.typeName);
  return bytesText(bytes, body, field.typeName);
}
