/** The same message in another wire form: what a test of edits must not disturb. */
import { createSchemaBinder } from "../../core/wire/bind/schema-binder.ts";
import { Shapes } from "../../core/wire/bind/shapes.ts";
import { OPAQUE_BINDER } from "../../core/wire/binder.ts";
import { isContainer, isPacked, Kind } from "../../core/wire/kinds.ts";
import { packedItemAt } from "../../core/wire/packed.ts";
import { endOf, fieldNumberOf, kindOf, type RecordTable, readHeader } from "../../core/wire/records.ts";
import { writeVarint } from "../../core/wire/varint.ts";
import { walk } from "../../core/wire/walk.ts";
import { concat, tag } from "../wire/arbitraries.ts";
import { registry, typeNamed } from "../wire/schema.ts";

/** Numbers from 0 up to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The bytes of a `t.T` that mean the same: tags and lengths overlong here and there, lists in pieces, fields in another
 * order, old values before the ones in force, messages in two parts, unknown fields and wrong wire types among them.
 */
export function scramble(bytes: Uint8Array, random: () => number): Uint8Array {
  const shapes = new Shapes(registry);
  const table = walk(bytes, createSchemaBinder(bytes, typeNamed("t.T"), shapes, OPAQUE_BINDER));
  return scrambleBody(table, 0, table.records.count, random);
}

function scrambleBody(table: RecordTable, first: number, end: number, random: () => number): Uint8Array {
  const pieces: Uint8Array[] = [];
  for (let row = first; row < end; row = table.records.next[row] ?? end) {
    const piece = scrambleRecord(table, row, random);
    const number = fieldNumberOf(table, row);
    // Repeated fields, map entries and members of the oneof keep their order among each other.
    const isMovable = ![3, 8, 9, 10].includes(number) && random() < 0.4;
    pieces.splice(isMovable ? Math.floor(random() * (pieces.length + 1)) : pieces.length, 0, piece);
  }
  if (random() < 0.4) pieces.unshift(concat(tag(100, 0), writeVarint(7n, 3)));
  if (random() < 0.3) pieces.push(concat(tag(1, 5), Uint8Array.of(1, 2, 3, 4)));
  if (random() < 0.2) pieces.unshift(Uint8Array.of(0x0b, 0x0c));
  return concat(...pieces);
}

function scrambleRecord(table: RecordTable, row: number, random: () => number): Uint8Array {
  const { bytes, records } = table;
  const number = fieldNumberOf(table, row);
  const kind = kindOf(records, row);
  const { body } = readHeader(table, row);
  if (isPacked(kind)) return scrambleList(table, row, number, random);
  if (isContainer(kind)) return scrambleMessage(table, row, number, random);
  const value = bytes.slice(body.start, body.end);
  const isLength = kind === Kind.text || kind === Kind.bytes;
  const record = isLength
    ? lengthRecord(number, value, random)
    : concat(overlongTag(number, (bytes[records.start[row] ?? 0] ?? 0) & 7, random), value);
  const old = bytes.slice(records.start[row] ?? 0, endOf(records, row));
  return random() < 0.15 ? concat(old, record) : record;
}

function scrambleMessage(table: RecordTable, row: number, number: number, random: () => number): Uint8Array {
  const end = table.records.next[row] ?? 0;
  // A message in two records is merged; an entry of a map is not.
  const middle = table.records.next[row + 1] ?? end;
  if (number === 4 && row + 1 < end && middle < end && random() < 0.4) {
    const parts = [scrambleBody(table, row + 1, middle, random), scrambleBody(table, middle, end, random)];
    return concat(...parts.map((part) => lengthRecord(number, part, random)));
  }
  return lengthRecord(number, scrambleBody(table, row + 1, end, random), random);
}

function scrambleList(table: RecordTable, row: number, number: number, random: () => number): Uint8Array {
  const { bytes } = table;
  const { body } = readHeader(table, row);
  const pieces: Uint8Array[] = [];
  let packed: Uint8Array[] = [];
  const close = () => {
    if (packed.length > 0) pieces.push(lengthRecord(number, concat(...packed), random));
    packed = [];
  };
  for (let at = body.start; at < body.end; ) {
    const item = packedItemAt(bytes, kindOf(table.records, row), body, at);
    const value = bytes.slice(item.start, item.end);
    if (random() < 0.3) {
      close();
      pieces.push(concat(tag(number, 0), value));
    } else packed.push(value);
    if (random() < 0.2) close();
    at = item.end;
  }
  close();
  return concat(...pieces);
}

function lengthRecord(number: number, body: Uint8Array, random: () => number): Uint8Array {
  const width = random() < 0.3 ? 1 + Math.floor(random() * 4) : 0;
  return concat(overlongTag(number, 2, random), writeVarint(BigInt(body.length), width), body);
}

function overlongTag(number: number, wireType: number, random: () => number): Uint8Array {
  const width = random() < 0.2 ? 3 : 0;
  return writeVarint((BigInt(number) << 3n) | BigInt(wireType), width);
}
