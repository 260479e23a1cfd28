import type { Span } from "../finding.ts";
import { Kind } from "./kinds.ts";
import { MAXIMUM_VARINT_LENGTH } from "./varint.ts";

/** Size of one item of a packed body in bytes, or 0 for varints. */
export function packedItemSize(kind: Kind): number {
  if (kind === Kind.packedFixed32) return 4;
  return kind === Kind.packedFixed64 ? 8 : 0;
}

/** Whether an item span of `packedItemAt` is a whole item, not the cut rest of a list. */
export function isWholeItem(bytes: Uint8Array, kind: Kind, item: Span): boolean {
  const size = packedItemSize(kind);
  if (size > 0) return item.end - item.start === size;
  return item.end - item.start <= MAXIMUM_VARINT_LENGTH && (bytes[item.end - 1] ?? 0) < 0x80;
}

/**
 * The item of a packed body that covers `offset`, found without reading the items before it: varints tell their
 * ends by themselves, fixed sizes by arithmetic. The rest of a cut list comes back as one span.
 */
export function packedItemAt(bytes: Uint8Array, kind: Kind, body: Span, offset: number): Span {
  const size = packedItemSize(kind);
  if (size > 0) {
    const start = offset - ((offset - body.start) % size);
    return { start, end: Math.min(start + size, body.end) };
  }
  let start = offset;
  while (start > body.start && (bytes[start - 1] ?? 0) >= 0x80) start--;
  let end = offset;
  while (end < body.end && (bytes[end] ?? 0) >= 0x80) end++;
  return { start, end: Math.min(end + 1, body.end) };
}

/** How many whole items a packed body holds. */
export function countPackedItems(bytes: Uint8Array, kind: Kind, body: Span): number {
  const size = packedItemSize(kind);
  if (size > 0) return Math.floor((body.end - body.start) / size);
  let count = 0;
  for (let offset = body.start; offset < body.end; offset++) {
    if ((bytes[offset] ?? 0) < 0x80) count++;
  }
  return count;
}

/** The kind of packed list whose items have this wire type; undefined for LEN and groups. */
export function packedKindOf(wireType: number): Kind | undefined {
  if (wireType === 0) return Kind.packedVarint;
  if (wireType === 1) return Kind.packedFixed64;
  return wireType === 5 ? Kind.packedFixed32 : undefined;
}
