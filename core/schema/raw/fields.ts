import { Reader } from "protobufjs/minimal.js";

/**
 * Takes one field: reads its payload from `reader` and returns true, or reads nothing and returns false to have it
 * skipped. `tag` is the whole tag, `number << 3 | wire type`, so that a field of a foreign wire type is not mistaken.
 */
export type FieldVisitor = (tag: number, reader: Reader) => boolean;

/** The field number of a tag. */
export function numberOfTag(tag: number): number {
  return tag >>> 3;
}

/**
 * Walks the fields of one serialized message, not those of its submessages. Never throws: returns the offset of the
 * field that is damaged (everything before it was visited), or `undefined` when all of it was read.
 */
export function eachField(bytes: Uint8Array, visit: FieldVisitor): number | undefined {
  const reader = Reader.create(bytes);
  let start = 0;
  try {
    while (reader.pos < reader.len) {
      start = reader.pos;
      const tag = reader.tag();
      if (tag >>> 3 === 0) return start;
      if (!visit(tag, reader)) reader.skipType(tag & 7, 0, tag >>> 3);
    }
  } catch {
    return start;
  }
  return undefined;
}

/** The payloads of all fields of one length-delimited tag, in order, sharing memory with `bytes`. */
export function lenPayloads(bytes: Uint8Array, wanted: number): readonly Uint8Array[] {
  const payloads: Uint8Array[] = [];
  eachField(bytes, (tag, reader) => {
    if (tag !== wanted) return false;
    payloads.push(reader.bytes());
    return true;
  });
  return payloads;
}
