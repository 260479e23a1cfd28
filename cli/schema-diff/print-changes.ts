/** Changes of a schema as lines: levels in columns, then what changed, and below it why. */
import type { SchemaChange, SchemaEffect } from "../../core/contract/views.ts";
import type { Colour, Paint } from "../colour.ts";
import { printable } from "../printable.ts";

const levelWidth = "compatible".length;

/** Longest before or after that is printed whole; --json has it all. */
const maxText = 120;

const colours: Readonly<Record<SchemaEffect, Colour>> = {
  compatible: "dim",
  lossy: "yellow",
  breaking: "red",
};

/** The table of changes, and a line that counts them. */
export function changeLines(changes: readonly SchemaChange[], paint: Paint): readonly string[] {
  if (changes.length === 0) return ["No difference."];
  const indent = " ".repeat(2 * levelWidth + 4);
  const rows = changes.flatMap((change) => [
    `${level(change.wire, paint)}  ${level(change.json, paint)}  ${headline(change, paint)}`,
    `${indent}${paint("dim", printable(change.why))}`,
  ]);
  const head = `${"wire".padEnd(levelWidth)}  ${"JSON".padEnd(levelWidth)}  change`;
  return [paint("bold", head), ...rows, "", countLine(changes)];
}

function level(effect: SchemaEffect, paint: Paint): string {
  return paint(colours[effect], effect.padEnd(levelWidth));
}

function headline({ symbol, subject, kind, before, after }: SchemaChange, paint: Paint): string {
  if (kind === "more") return `and ${after} more`;
  const name = paint("bold", printable(symbol));
  if (kind === "added" || kind === "removed") {
    const text = before + after;
    return `${subject} ${name} ${kind}${text === symbol ? "" : `: ${short(text)}`}`;
  }
  return `${subject} ${name} ${kind}: ${short(before)} → ${short(after)}`;
}

function short(text: string): string {
  const whole = text === "" ? "none" : printable(text);
  return whole.length <= maxText ? whole : `${whole.slice(0, maxText)}…`;
}

function countLine(changes: readonly SchemaChange[]): string {
  const count = (side: "wire" | "json", effect: SchemaEffect): number =>
    changes.filter((change) => change[side] === effect).length;
  const told = (side: "wire" | "json"): string =>
    `${count(side, "breaking")} breaking and ${count(side, "lossy")} lossy`;
  const noun = changes.length === 1 ? "change" : "changes";
  return `${changes.length} ${noun}: on the wire ${told("wire")}, in JSON ${told("json")}.`;
}
