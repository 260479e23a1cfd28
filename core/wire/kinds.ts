/** What the body of a record is. Small numbers, because a column of them holds one byte a record. */
export const Kind = {
  varint: 0,
  fixed32: 1,
  fixed64: 2,
  group: 3,
  message: 4,
  text: 5,
  bytes: 6,
  packedVarint: 7,
  packedFixed32: 8,
  packedFixed64: 9,
  /** A LEN body of no bytes that nothing tells apart: text, bytes, message or packed list. */
  empty: 10,
  /** An end-group tag: the last child of the group it closes; anywhere else it is a stray. */
  endTag: 11,
  /** A tag whose value could not be read: the rest of the record is a gap. */
  brokenTag: 12,
  /** Bytes that are no record at all. */
  gap: 13,
  /** A frame whose payload is a message: its records are the frame's children. */
  frame: 14,
  /** A frame whose payload is not walked: compressed, trailers, an end of stream. */
  sealedFrame: 15,
} as const;

/** One of the numbers of `Kind`. */
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Bits of the kind column above the kind itself. */
export const KIND_MASK = 0x0f;
/** An error-level finding is inside this record's own header or value (not in its children). */
export const DAMAGED = 0x10;
/** The length says more bytes than the enclosing body has. */
export const CLIPPED = 0x20;

/** True for bodies that hold records. */
export function isContainer(kind: Kind): boolean {
  return kind === Kind.group || kind === Kind.message || kind === Kind.frame;
}

/** True for the envelopes around messages, which are no records of a message themselves. */
export function isFrame(kind: Kind): boolean {
  return kind === Kind.frame || kind === Kind.sealedFrame;
}

/** True for bodies that hold items without tags. */
export function isPacked(kind: Kind): boolean {
  return kind === Kind.packedVarint || kind === Kind.packedFixed32 || kind === Kind.packedFixed64;
}
