/** Texts with `{{…}}` in them: where the references are, and whether a JSON string is around them. */
import type { Span } from "../finding.ts";

/** One `{{…}}`, the braces included. */
export interface Reference extends Span {
  /** What stands between the braces, without the space around it. */
  readonly expression: string;
  /** True inside a JSON string, where the value is escaped. */
  readonly quoted: boolean;
}

/** How a text is read: `json` knows strings, `plain` is all the same. */
export type TextForm = "plain" | "json";

/** The references of a text, in order. Braces that do not close are text. */
export function findReferences(text: string, form: TextForm): readonly Reference[] {
  if (!text.includes("{{")) return [];
  const references: Reference[] = [];
  let quoted = false;
  for (let at = 0; at < text.length; ) {
    const character = text[at];
    if (character === "{" && text[at + 1] === "{") {
      const end = closingBraces(text, at + 2);
      if (end === undefined) return references;
      references.push({ start: at, end: end + 2, expression: text.slice(at + 2, end).trim(), quoted });
      at = end + 2;
    } else {
      if (form === "json" && character === '"') quoted = !quoted;
      at += form === "json" && quoted && character === "\\" ? 2 : 1;
    }
  }
  return references;
}

/** The place of the `}}` that ends a reference: one inside quotes of the expression does not. */
function closingBraces(text: string, start: number): number | undefined {
  let quote = "";
  for (let at = start; at < text.length - 1; at++) {
    const character = text[at] ?? "";
    if (character === "\n") return undefined;
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (
      character === "'" ||
      (character === '"' && text[at - 1] !== "\\" && isArgument(text, start, at))
    ) {
      quote = character;
    } else if (character === "}" && text[at + 1] === "}") return at;
  }
  return undefined;
}

/** A double quote starts an argument behind `(` or `,`; anywhere else it is the end of a JSON string. */
function isArgument(text: string, start: number, at: number): boolean {
  return /[(,]\s*$/.test(text.slice(start, at));
}
