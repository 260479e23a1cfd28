import type { Atom } from "./atoms.ts";
import { Kind } from "./kinds.ts";
import { kindOf, type RecordTable, wireTypeOf } from "./records.ts";
import { readRawBits } from "./scalar.ts";
import { readVarint, writeVarint } from "./varint.ts";

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

/** The low bits of a number as `size` bytes, least significant first. */
export function writeFixed(bits: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++) bytes[index] = Number((bits >> BigInt(8 * index)) & 0xffn);
  return bytes;
}

function rewriteVarint(bytes: Uint8Array, atom: Atom): Uint8Array {
  const varint = readVarint(bytes, atom.start, atom.end);
  if (varint === undefined) return bytes.slice(atom.start, atom.end);
  return writeVarint(varint.value, varint.byteLength, varint.overflow);
}
