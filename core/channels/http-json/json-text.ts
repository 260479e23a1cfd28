/**
 * JSON texts taken apart one level at a time, the parts as they were written: no number is read, so none is rounded.
 * Pure, without recursion, so that no nesting is too deep.
 */
import { parseJson } from "../../json-value.ts";

/** One member of an object: its key, escapes resolved, and its value as text. */
export interface JsonMember {
  readonly key: string;
  readonly value: string;
}

/** The members of an object text in their order; undefined when the text is no object. */
export function membersOf(text: string): readonly JsonMember[] | undefined {
  const parts = partsOf(text, "{", "}");
  if (parts === undefined) return undefined;
  const members: JsonMember[] = [];
  for (const part of parts) {
    const keyEnd = valueEnd(part, 0);
    const colon = skipSpace(part, keyEnd ?? 0);
    const key = keyEnd === undefined ? undefined : stringOf(part.slice(0, keyEnd));
    if (key === undefined || part[colon] !== ":") return undefined;
    members.push({ key, value: part.slice(colon + 1).trim() });
  }
  return members;
}

/** The elements of an array text; undefined when the text is no array. */
export function elementsOf(text: string): readonly string[] | undefined {
  return partsOf(text, "[", "]");
}

/** The value of a string text, escapes resolved; undefined when the text is no string. */
export function stringOf(text: string): string | undefined {
  if (!text.startsWith('"')) return undefined;
  const value = parseJson(text);
  return typeof value === "string" ? value : undefined;
}

/** The value text of one member of an object text; undefined when there is none. The last of several counts. */
export function memberOf(text: string, key: string): string | undefined {
  return membersOf(text)?.findLast((member) => member.key === key)?.value;
}

/** Where the value that starts at `start` ends (exclusive); undefined when the text ends first. */
function valueEnd(text: string, start: number): number | undefined {
  const first = text[start];
  if (first === '"') return stringEnd(text, start);
  if (first !== "{" && first !== "[") {
    const length = text.slice(start).search(/[\s,\]}:]/);
    return length === -1 ? undefined : start + length;
  }
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      const end = stringEnd(text, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (character === "{" || character === "[") depth++;
    else if ((character === "}" || character === "]") && --depth === 0) return at + 1;
  }
  return undefined;
}

/** The first index at or after `at` that is no JSON white space. */
function skipSpace(text: string, at: number): number {
  let index = at;
  while (index < text.length && " \t\r\n".includes(text.charAt(index))) index++;
  return index;
}

function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === "\\") at++;
    else if (character === '"') return at + 1;
  }
  return undefined;
}

/** The texts between the commas of the outermost level. */
function partsOf(text: string, open: string, close: string): readonly string[] | undefined {
  const whole = text.trim();
  if (!whole.startsWith(open) || !whole.endsWith(close) || whole.length < 2) return undefined;
  const parts: string[] = [];
  let partStart = 1;
  let depth = 0;
  for (let at = 1; at < whole.length; at++) {
    const character = whole[at];
    if (character === '"') {
      const end = stringEnd(whole, at);
      if (end === undefined) return undefined;
      at = end - 1;
    } else if (character === "{" || character === "[") depth++;
    else if (depth > 0 && (character === "}" || character === "]")) depth--;
    else if (depth === 0 && (character === "," || at === whole.length - 1)) {
      parts.push(whole.slice(partStart, at).trim());
      partStart = at + 1;
    }
  }
  const isEmpty = parts.length === 1 && parts[0] === "";
  if (isEmpty) return [];
  return parts.includes("") ? undefined : parts;
}
