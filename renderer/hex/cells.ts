/** What each cell of a hex row shows. Pure: a row of the contract in, classes and glyphs out. */
import type { HexAtom, HexRow, WireTypeName } from "../../core/contract/views.ts";
import type { Finding, Span } from "../../core/finding.ts";

/** Bytes a row has, and in a narrow pane. */
export type RowBytes = 16 | 8;

/** Room that a row of 16 bytes takes with its ASCII and a scroll bar, in CSS pixels; more where an offset needs more than its column. */
const WIDE_ROW = 587;
const OFFSET_COLUMN = 44;
const DIGIT = 7.2;

/** Bytes of a row in a pane of this width, in CSS pixels: as many as fit. A pane that was not measured yet is wide. */
export function rowBytesIn(width: number, digits: number): RowBytes {
  return width === 0 || width >= WIDE_ROW + Math.max(0, digits * DIGIT - OFFSET_COLUMN) ? 16 : 8;
}

/** The row of the engine, of 16 bytes, as rows of 8. */
export function halves(row: HexRow): readonly HexRow[] {
  const middle = row.offset + 8;
  const last = row.offset + row.bytes.length;
  if (last <= middle) return [row];
  return [
    {
      offset: row.offset,
      bytes: row.bytes.slice(0, 8),
      atoms: row.atoms.filter(({ start }) => start < middle),
    },
    { offset: middle, bytes: row.bytes.slice(8), atoms: row.atoms.filter(({ end }) => end > middle) },
  ];
}

/** One byte of a row as it is drawn. */
export interface HexCell {
  /** Offset of the byte in the document. */
  readonly offset: number;
  /** `0a`. */
  readonly digits: string;
  /** The byte as ASCII, or a middle dot. */
  readonly glyph: string;
  /** Classes: the atom's shape and the colour of its wire type. */
  readonly className: string;
  readonly selected: boolean;
  /** The byte is not what it was before the edits. */
  readonly changed: boolean;
}

/** The cells of one row; `selection` and `damaged` are in document offsets. */
export function hexCells(
  row: HexRow,
  selection: Span | undefined,
  damaged: readonly Span[] = [],
  changed: readonly Span[] = [],
): readonly HexCell[] {
  let next = 0;
  return Array.from(row.bytes, (byte, index) => {
    const offset = row.offset + index;
    while (atomEndsBefore(row.atoms[next], offset)) next += 1;
    return {
      offset,
      digits: hexDigits(byte),
      glyph: glyphOf(byte),
      className: cellClass(atomAt(row.atoms[next], offset), offset, damaged),
      selected: selection !== undefined && isIn(offset, selection),
      changed: changed.some((span) => isIn(offset, span)),
    };
  });
}

/** Values that a finding calls damaged are hatched like gaps; tags and lengths keep their shape. */
function cellClass(atom: HexAtom | undefined, offset: number, damaged: readonly Span[]): string {
  const className = atomClass(atom);
  if (atom !== undefined && shapeClass(atom) !== "value") return className;
  return damaged.some((span) => isIn(offset, span)) ? "byte gap" : className;
}

/** Spans that findings call an error, as many as can be told apart on a screen. What is not there damages no byte. */
export function damagedSpans(findings: readonly Finding[]): readonly Span[] {
  return findings
    .flatMap(({ code, severity, bytes }) =>
      severity === "error" && code !== "required-missing" && bytes !== undefined ? [bytes] : [],
    )
    .slice(0, 200);
}

function isIn(offset: number, { start, end }: Span): boolean {
  return start <= offset && offset < end;
}

function atomEndsBefore(atom: HexAtom | undefined, offset: number): boolean {
  return atom !== undefined && atom.end <= offset;
}

function atomAt(atom: HexAtom | undefined, offset: number): HexAtom | undefined {
  return atom !== undefined && isIn(offset, atom) ? atom : undefined;
}

/** Shape by what the byte is for, colour by wire type: `byte tag len`. */
function atomClass(atom: HexAtom | undefined): string {
  if (atom === undefined) return "byte";
  const colour = atom.wireType === undefined ? "" : ` ${wireClass(atom.wireType)}`;
  return `byte ${shapeClass(atom)}${colour}`;
}

function shapeClass(atom: HexAtom): string {
  switch (atom.kind) {
    case "tag":
    case "end-tag":
      return "tag";
    case "length":
    case "frame-flags":
    case "frame-length":
    case "delimiter":
      return "length";
    case "gap":
      return "gap";
    case "varint":
    case "fixed32":
    case "fixed64":
    case "text":
    case "bytes":
    case "packed-item":
    case "trailer":
      return "value";
  }
}

/** The class that gives a wire type its colour. */
export function wireClass(wireType: WireTypeName): string {
  switch (wireType) {
    case "VARINT":
      return "varint";
    case "I64":
      return "i64";
    case "I32":
      return "i32";
    case "LEN":
      return "len";
    case "SGROUP":
    case "EGROUP":
      return "group";
  }
}

/** A byte as two hex digits. */
export function hexDigits(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function glyphOf(byte: number): string {
  return byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : byte === 0x20 ? " " : "·";
}

/** How offsets are written: to the base 16 or 10. */
export type OffsetBase = 16 | 10;

/** Digits an offset needs in a document of this length: at least four. */
export function offsetDigits(byteLength: number, base: OffsetBase = 16): number {
  return Math.max(4, Math.max(0, byteLength - 1).toString(base).length);
}

/** An offset in digits. */
export function formatOffset(offset: number, digits: number, base: OffsetBase = 16): string {
  return offset.toString(base).padStart(digits, "0");
}
