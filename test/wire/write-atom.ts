import type { Atom } from "../../core/wire/atoms.ts";
import { Kind } from "../../core/wire/kinds.ts";
import { kindOf, type RecordTable, wireTypeOf } from "../../core/wire/records.ts";
import { readRawBits } from "../../core/wire/scalar.ts";
import { readVarint, writeVarint } from "../../core/wire/varint.ts";
import { writeFixed } from "../../core/wire/write-fixed.ts";

/**
 * The bytes of one atom, made anew from what was read of it: tags, lengths and varints from value, width and
 * overflow, fixed values from their bits, everything else as it is. The inverse of reading, for any input.
 */
export function writeAtom(table: RecordTable, atom: Atom): Uint8Array {
  const { bytes } = table;
  switch (atom.kind) {
    case "tag":
    case "end-tag":
    case "length":
    case "varint":
      return rewriteVarint(bytes, atom);
    case "fixed32":
    case "fixed64":
      return writeFixed(readRawBits(bytes, wireTypeOf(table, atom.record), atom), atom.end - atom.start);
    case "packed-item":
      return kindOf(table.records, atom.record) === Kind.packedVarint
        ? rewriteVarint(bytes, atom)
        : bytes.slice(atom.start, atom.end);
    case "text":
    case "bytes":
    case "frame-flags":
    case "frame-length":
    case "delimiter":
    case "trailer":
    case "gap":
      return bytes.slice(atom.start, atom.end);
  }
}

function rewriteVarint(bytes: Uint8Array, atom: Atom): Uint8Array {
  const varint = readVarint(bytes, atom.start, atom.end);
  if (varint === undefined) return bytes.slice(atom.start, atom.end);
  return writeVarint(varint.value, varint.byteLength, varint.overflow);
}
