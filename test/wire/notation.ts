/** The short notation of the payload tables: atoms and findings on one line. */
import { type Atom, atomsBetween } from "../../core/wire/atoms.ts";
import { formatMark } from "../../core/wire/explain.ts";
import type { Mark } from "../../core/wire/marks.ts";
import { exactFieldNumber, type RecordTable } from "../../core/wire/records.ts";
import { readRawBits } from "../../core/wire/scalar.ts";
import { wireTypeName } from "../../core/wire/tag.ts";
import { readVarint } from "../../core/wire/varint.ts";

/** `0:1 tag 1:VARINT · 1:3 varint 150`. */
export function formatAtoms(table: RecordTable): string {
  return atomsBetween(table, 0, table.bytes.length)
    .map((atom) => `${atom.start}:${atom.end} ${atom.kind}${detail(table.bytes, atom)}`)
    .join(" · ");
}

function detail(bytes: Uint8Array, atom: Atom): string {
  switch (atom.kind) {
    case "tag":
    case "end-tag": {
      const wireType = (bytes[atom.start] ?? 0) & 7;
      return ` ${exactFieldNumber(bytes, atom.start, atom.end)}:${wireTypeName(wireType) ?? wireType}`;
    }
    case "length":
    case "varint":
    case "packed-item": {
      if (atom.kind === "packed-item" && atom.end - atom.start > 10) return "";
      return ` ${readVarint(bytes, atom.start, atom.end)?.value ?? ""}`.trimEnd();
    }
    case "fixed32":
      return ` 0x${readRawBits(bytes, 5, atom).toString(16).padStart(8, "0")}`;
    default:
      return "";
  }
}

/** `truncated-fixed@1:4(missing 5) …`, in the order of their places. */
export function formatMarks(marks: readonly Mark[]): string {
  return [...marks]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(formatMark)
    .join(" ");
}

/** One line of a payload table: name, bytes in hex, atoms, findings. */
export interface PayloadCase {
  readonly name: string;
  readonly hex: string;
  readonly atoms: string;
  readonly findings: string;
}

/** Reads a table of `proto-samples/payloads`: one case a line, `#` begins a comment. */
export function parsePayloads(text: string): readonly PayloadCase[] {
  return text
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"))
    .map((line) => {
      const [name = "", hex = "", atoms = "", findings = ""] = line.split("|").map((cell) => cell.trim());
      return { name, hex, atoms, findings };
    });
}
