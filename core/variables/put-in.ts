/** Puts values into a text, keeps where each came to stand, and takes places in the outcome back to the text. */
import { DOTS } from "../contract/dots.ts";
import type { PutInSpan, VariableReference } from "../contract/environments.ts";
import type { Finding, TextPlace } from "../finding.ts";
import { isFresh } from "./built-ins.ts";
import { jsonOf, type Lookup, type NotFound, textOf, type VariableLookup } from "./lookup.ts";
import { findReferences, type Reference, type TextForm } from "./template.ts";

/** A text with its values. With findings it must not be sent. */
export interface PutInText {
  readonly text: string;
  readonly spans: readonly PutInSpan[];
  readonly findings: readonly Finding[];
  /** Values that must not be shown, as they stand in the text. */
  readonly secrets: readonly string[];
}

/** Puts in every reference of a text. One that is not known stays as it is, with a finding. */
export async function putInText(
  text: string,
  form: TextForm,
  lookup: Pick<VariableLookup, "find">,
): Promise<PutInText> {
  const spans: PutInSpan[] = [];
  const findings: Finding[] = [];
  const secrets: string[] = [];
  let outcome = "";
  let at = 0;
  for (const reference of findReferences(text, form)) {
    const looked = textOnly(await lookup.find(reference.expression));
    const { start, end } = reference;
    outcome += text.slice(at, start);
    const from = outcome.length;
    if ("missing" in looked) {
      findings.push(notFoundFinding(text, reference, looked.missing));
      outcome += text.slice(start, end);
    } else {
      const value = form === "json" ? jsonOf(looked.found, reference.quoted) : textOf(looked.found);
      if (looked.found.secret) secrets.push(textOf(looked.found), value);
      outcome += value;
    }
    spans.push({ from: { start, end }, to: { start: from, end: outcome.length } });
    at = end;
  }
  return {
    text: outcome + text.slice(at),
    spans,
    findings,
    secrets: secrets.filter((value) => value !== ""),
  };
}

/** Bytes that are no text would come out as others. */
function textOnly(looked: Lookup): Lookup {
  if ("missing" in looked || typeof looked.found.content === "string") return looked;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(looked.found.content);
    return looked;
  } catch {
    const { source } = looked.found;
    const message = `${source} is no UTF-8 text, so it cannot stand in one`;
    const hint = `Write it as base64: {{$base64($file('${source}'))}}.`;
    return { missing: { code: "bad-argument", message, hint } };
  }
}

/** What the references of a text stand for, for showing: secrets are dots, values are short. */
export async function readReferences(
  text: string,
  form: TextForm,
  lookup: VariableLookup,
): Promise<{ readonly references: readonly VariableReference[]; readonly findings: readonly Finding[] }> {
  const references: VariableReference[] = [];
  const findings: Finding[] = [];
  for (const reference of findReferences(text, form)) {
    const { start, end, expression } = reference;
    const looked = textOnly(await lookup.find(expression));
    if ("missing" in looked) {
      const isLater = looked.missing.code === "answer-not-yet";
      if (!isLater) findings.push(notFoundFinding(text, reference, looked.missing));
      const origin = isLater ? "answer" : "unresolved";
      references.push({ start, end, expression, origin, source: "", secret: false });
      continue;
    }
    const { origin, source, secret } = looked.found;
    const shown = secret ? DOTS : textOf(looked.found).slice(0, 200);
    const value = isFresh(expression) ? {} : { value: shown };
    references.push({ start, end, expression, origin, source, secret, ...value });
  }
  return { references, findings };
}

function notFoundFinding(
  text: string,
  { start, end }: Reference,
  { code, message, hint }: NotFound,
): Finding {
  return {
    code,
    severity: code === "answer-not-yet" ? "information" : "error",
    message: `${message}.`,
    hint,
    text: placeOf(text, start, end),
  };
}

function placeOf(text: string, start: number, end: number): TextPlace {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  return { start, end, line: text.slice(0, start).split("\n").length, column: start - lineStart + 1 };
}

/** The findings of the outcome with their places in the text before values were put in. */
export function findingsInTemplate(
  text: string,
  spans: readonly PutInSpan[],
  findings: readonly Finding[],
): readonly Finding[] {
  if (spans.length === 0) return findings;
  return findings.map((finding) => {
    if (finding.text === undefined) return finding;
    const start = offsetInTemplate(spans, finding.text.start, "start");
    const end = Math.max(start, offsetInTemplate(spans, finding.text.end, "end"));
    return { ...finding, text: placeOf(text, start, end) };
  });
}

/** An offset in the outcome as an offset in the text; one inside a value is the start, or the end, of its reference. */
export function offsetInTemplate(spans: readonly PutInSpan[], offset: number, side: "start" | "end"): number {
  let moved = 0;
  for (const { from, to } of spans) {
    if (offset <= to.start && !(offset === to.start && side === "start")) break;
    if (offset < to.end || (side === "start" && offset === to.start))
      return side === "start" ? from.start : from.end;
    if (offset === to.end && side === "end") return from.end;
    moved = from.end - to.end;
  }
  return offset + moved;
}

/** Links (quadruples of a text span and a byte span) of the outcome, with their text spans in the template. */
export function linksInTemplate(spans: readonly PutInSpan[], links: Int32Array): Int32Array {
  return links.map((value, at) => {
    if (at % 4 === 0) return offsetInTemplate(spans, value, "start");
    return at % 4 === 1 ? offsetInTemplate(spans, value, "end") : value;
  });
}
