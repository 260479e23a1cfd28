/** The difference of two messages as lines: fields first, then the bytes that differ. */
import type { ByteRun, DocumentDifference, FieldDifference } from "../../core/contract/document-diff.ts";
import type { Span } from "../../core/finding.ts";
import type { Colour, Paint } from "../colour.ts";
import { printable } from "../printable.ts";

/** Longest value that is printed whole; --json has it all. */
const longestValue = 100;
/** Runs of bytes, and bytes of a run, that are printed. */
const mostRuns = 200;
const mostBytes = 16;

type ReadBytes = (start: number, end: number) => Promise<Uint8Array>;

/** Where the bytes of each side come from. */
export interface Sides {
  readonly before: ReadBytes;
  readonly after: ReadBytes;
}

/** All lines of a difference. */
export async function differenceLines(
  { identical, sameMeaning, fields, runs, omittedFieldCount }: DocumentDifference,
  sides: Sides,
  paint: Paint,
): Promise<readonly string[]> {
  if (identical) return ["No difference."];
  const lines = fields.map((field) => fieldLine(field, paint));
  if (omittedFieldCount > 0) lines.push(`and ${omittedFieldCount} more fields`);
  const different = runs.filter(({ kind }) => kind !== "same");
  lines.push(...(lines.length > 0 ? [""] : []), paint("bold", "Bytes"));
  for (const run of different.slice(0, mostRuns)) lines.push(await runLine(run, sides, paint));
  if (different.length > mostRuns) lines.push(`and ${different.length - mostRuns} more places`);
  lines.push("", sameMeaning ? "The same values, in other bytes." : countLine(fields));
  return lines;
}

const marks: Readonly<Record<FieldDifference["kind"], readonly [string, Colour]>> = {
  added: ["+", "green"],
  removed: ["-", "red"],
  changed: ["~", "yellow"],
  encoding: ["=", "dim"],
};

function fieldLine({ kind, path, typeName, before, after, note }: FieldDifference, paint: Paint): string {
  const [mark, colour] = marks[kind];
  const values =
    kind === "changed" ? `${short(before)} → ${short(after)}` : short(after === "" ? before : after);
  const parts = [
    paint(colour, `${mark} ${printable(path)}`),
    values,
    paint("dim", note === "" ? typeName : note),
  ];
  return parts.filter((part) => part !== "").join("  ");
}

function short(text: string): string {
  const whole = printable(text);
  return whole.length <= longestValue ? whole : `${whole.slice(0, longestValue)}…`;
}

async function runLine({ before, after }: ByteRun, sides: Sides, paint: Paint): Promise<string> {
  const was = await hexOf(before, sides.before);
  const is = await hexOf(after, sides.after);
  const place = `${offset(before.start)} → ${offset(after.start)}`;
  return [
    paint("dim", place),
    was === "" ? "" : paint("red", `- ${was}`),
    is === "" ? "" : paint("green", `+ ${is}`),
  ]
    .filter((part) => part !== "")
    .join("  ");
}

async function hexOf({ start, end }: Span, read: ReadBytes): Promise<string> {
  const bytes = await read(start, Math.min(end, start + mostBytes));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(" ");
  return end - start > mostBytes ? `${hex} … ${end - start} bytes` : hex;
}

function offset(at: number): string {
  return at.toString(16).padStart(4, "0");
}

function countLine(fields: readonly FieldDifference[]): string {
  const count = (kind: FieldDifference["kind"]) => fields.filter((field) => field.kind === kind).length;
  const parts = [`${count("added")} added`, `${count("removed")} removed`, `${count("changed")} changed`];
  const written = count("encoding");
  return `${parts.join(", ")}${written === 0 ? "" : `, ${written} only written differently`}.`;
}
