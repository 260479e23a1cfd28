import type { AtomKind } from "../contract/views.ts";
import type { Span } from "../finding.ts";
import { isFrame, isPacked, Kind } from "./kinds.ts";
import { isWholeItem, packedItemAt } from "./packed.ts";
import { endOf, kindOf, type RecordHeader, type RecordTable, readHeader, recordAt } from "./records.ts";

/** A run of bytes with one meaning. The atoms of a buffer tile it: each byte is in exactly one. */
export interface Atom extends Span {
  readonly kind: AtomKind;
  /** Row of the record it belongs to. */
  readonly record: number;
}

/** The atom that covers a byte; undefined outside the buffer. Costs a binary search, whatever the offset. */
export function atomAt(table: RecordTable, offset: number): Atom | undefined {
  if (offset < 0 || offset >= table.bytes.length) return undefined;
  const record = recordAt(table.records, offset);
  if (record < 0) return undefined;
  const kind = kindOf(table.records, record);
  if (isFrame(kind)) return frameAtom(table, record, offset);
  const header = readHeader(table, record);
  if (offset < header.tag.end) {
    return { ...header.tag, kind: kind === Kind.endTag ? "end-tag" : "tag", record };
  }
  if (header.length !== undefined && offset < header.length.end) {
    return { ...header.length, kind: "length", record };
  }
  return valueAtom(table, record, kind, header, offset);
}

function valueAtom(
  table: RecordTable,
  record: number,
  kind: Kind,
  header: RecordHeader,
  offset: number,
): Atom {
  if (!isPacked(kind)) return { ...header.body, kind: VALUE_ATOMS[kind], record };
  const item = packedItemAt(table.bytes, kind, header.body, offset);
  return { ...item, kind: isWholeItem(table.bytes, kind, item) ? "packed-item" : "gap", record };
}

function frameAtom(table: RecordTable, record: number, offset: number): Atom {
  const { bytes, records, format } = table;
  const end = endOf(records, record);
  const header = format?.read(bytes, records.start[record] ?? 0);
  const part = header?.parts.find((each) => offset >= each.start && offset < each.end);
  if (part !== undefined) return { start: part.start, end: Math.min(part.end, end), kind: part.kind, record };
  const start = header?.payloadStart ?? records.start[record] ?? 0;
  return { start, end, kind: header?.role === "message" ? "bytes" : "trailer", record };
}

const VALUE_ATOMS: Readonly<Record<Kind, AtomKind>> = {
  [Kind.varint]: "varint",
  [Kind.fixed32]: "fixed32",
  [Kind.fixed64]: "fixed64",
  [Kind.group]: "gap",
  [Kind.message]: "gap",
  [Kind.text]: "text",
  [Kind.bytes]: "bytes",
  [Kind.packedVarint]: "packed-item",
  [Kind.packedFixed32]: "packed-item",
  [Kind.packedFixed64]: "packed-item",
  [Kind.empty]: "bytes",
  [Kind.endTag]: "end-tag",
  [Kind.brokenTag]: "gap",
  [Kind.gap]: "gap",
  [Kind.frame]: "gap",
  [Kind.sealedFrame]: "bytes",
};

/** The atoms that touch `start` to `end`, in order; the first and last may reach beyond. */
export function atomsBetween(table: RecordTable, start: number, end: number): readonly Atom[] {
  const atoms: Atom[] = [];
  let offset = Math.max(0, start);
  while (offset < end) {
    const atom = atomAt(table, offset);
    if (atom === undefined) break;
    atoms.push(atom);
    offset = atom.end;
  }
  return atoms;
}
