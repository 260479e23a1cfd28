import type { HexAtom, HexRow } from "../contract/views.ts";
import { type Atom, atomsBetween } from "../wire/atoms.ts";
import { Kind } from "../wire/kinds.ts";
import { kindOf, type RecordTable, wireTypeOf } from "../wire/records.ts";
import { wireTypeName } from "../wire/tag.ts";

/** Bytes on one row of the hex view. */
const HEX_ROW_LENGTH = 16;

/** Rows `start` to `end` with the atoms that touch each. Bytes are copies, so that they can be sent away alone. */
export function hexRows(table: RecordTable, start: number, end: number): readonly HexRow[] {
  const rowCount = Math.ceil(table.bytes.length / HEX_ROW_LENGTH);
  const first = Math.max(0, start);
  const last = Math.min(end, rowCount);
  if (first >= last) return [];
  const atoms = atomsBetween(
    table,
    first * HEX_ROW_LENGTH,
    // What is not walked yet has no atoms.
    Math.min(last * HEX_ROW_LENGTH, table.records.byteLength),
  );
  const shown = atoms.map((atom) => hexAtom(table, atom));
  const rows: HexRow[] = [];
  let from = 0;
  for (let row = first; row < last; row++) {
    const offset = row * HEX_ROW_LENGTH;
    const rowEnd = Math.min(offset + HEX_ROW_LENGTH, table.bytes.length);
    while ((shown[from]?.end ?? rowEnd) <= offset) from++;
    let to = from;
    while ((shown[to]?.start ?? rowEnd) < rowEnd) to++;
    rows.push({ offset, bytes: table.bytes.slice(offset, rowEnd), atoms: shown.slice(from, to) });
  }
  return rows;
}

function hexAtom(table: RecordTable, atom: Atom): HexAtom {
  const { start, end, kind, record } = atom;
  const name = wireTypeName(wireTypeOf(table, record));
  const lone = kindOf(table.records, record) === Kind.gap || name === undefined;
  return { start, end, kind, record, ...(lone ? {} : { wireType: name }) };
}
