/** Broken rules as findings, each at its place in the JSON that was typed. */
import { type JsonPlace, locatePlaces } from "../codec/json/places.ts";
import { type Finding, placedMessage, type Severity, type TextPlace } from "../finding.ts";
import { defaultJsonName } from "../json-name.ts";
import type { RuleCheck } from "./check-rules.ts";

/** What a face needs of the JSON: its text, and the links between it and the bytes (see `SpanLinks`). */
export interface TypedJson {
  readonly text: string;
  readonly links: Int32Array;
}

/** A finding for each broken rule. Without `json` they have a path and no place. */
export function ruleFindings(check: RuleCheck, severity: Severity, json?: TypedJson): readonly Finding[] {
  if (check.fault !== undefined) return [notChecked(check.fault)];
  if (check.violations.length === 0) return [];
  const places = json === undefined ? new Map<string, TextPlace>() : placesByPath(json);
  return check.violations.map(({ path, sourcePath, message, ruleId }): Finding => {
    const text = placeOf(path, sourcePath, places) ?? wholeText(json);
    const broken = `${sentence(message)} (rule ${ruleId})`;
    return {
      code: "rule-broken",
      severity,
      ...(path === "" ? { message: `The message: ${broken}` } : placedMessage(`${path}: `, broken)),
      hint: "The schema states this rule (buf.validate): a server that checks it refuses the message.",
      path,
      ...(text && { text }),
    };
  });
}

/** A key with its value where that is on the same line and no container. The text was encoded, so it is JSON. */
const memberStart = /"[^"\\]*(?:\\.[^"\\]*)*"[ \t]*:(?:[ \t]*(?:"[^"\\]*(?:\\.[^"\\]*)*"|[\w.+-]+))?/g;

function notChecked(fault: string): Finding {
  return {
    code: "rules-not-checked",
    severity: "information",
    message: `The schema's rules (buf.validate) could not be checked: ${sentence(fault)}`,
    hint: "The message can be sent all the same; the rule itself has to be mended in the schema.",
  };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The places of all members and items, by path. A member that is zero has no bytes and no link, but it has a key. */
function placesByPath({ text, links }: TypedJson): Map<string, TextPlace> {
  const spans: { start: number; end: number }[] = [];
  for (let at = 0; at + 3 < links.length; at += 4) {
    spans.push({ start: links[at] ?? 0, end: links[at + 1] ?? 0 });
  }
  for (const { index, 0: member } of text.matchAll(memberStart)) {
    spans.push({ start: index, end: index + member.length });
  }
  spans.sort((left, right) => left.start - right.start || right.end - left.end);
  const found = new Map<string, TextPlace>();
  for (const { place, path } of locatePlaces(text, spans) satisfies JsonPlace[]) {
    if (!found.has(defaultJsonName(path))) found.set(defaultJsonName(path), place);
  }
  return found;
}

/**
 * The place of a path, or of the nearest part around it that is in the text: what is required may not be there.
 * The path is given with JSON names and with source names; the one that leads further wins.
 */
function placeOf(
  path: string,
  sourcePath: string,
  places: ReadonlyMap<string, TextPlace>,
): TextPlace | undefined {
  const known = [path, sourcePath]
    .flatMap((one) => around(defaultJsonName(one)))
    .filter((part) => places.has(part));
  const furthest = known.reduce((best, part) => (part.length > best.length ? part : best), "");
  return places.get(furthest);
}

/** A path and all that lead to it. */
function around(path: string): readonly string[] {
  const parts: string[] = [];
  for (let at = path; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("."), at.lastIndexOf("["), 0))) {
    parts.push(at);
  }
  return parts;
}

/** The opening bracket of the whole: the place of what has no other. */
function wholeText(json: TypedJson | undefined): TextPlace | undefined {
  if (json === undefined) return undefined;
  const start = Math.max(json.text.search(/\S/), 0);
  const before = json.text.slice(0, start);
  const line = before.split("\n").length;
  return { start, end: start + 1, line, column: start - before.lastIndexOf("\n") };
}
