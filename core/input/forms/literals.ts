import { concatBytes } from "../../wire/concat-bytes.ts";
import type { DecodedForm } from "../input.ts";
import { decodeEscapes } from "./escapes.ts";

/** A quoted string in code; the span is that of the quotes with what is between them. */
interface Literal {
  readonly start: number;
  readonly end: number;
  readonly inner: string;
}

const QUOTED = /(["'`])((?:[^\\]|\\[\s\S])*?)\1/g;
/** What stands around the strings of a program or a command line. */
const CODE = /^[\w\s.:;,=()[\]{}<>+*&|#!?@$/-]*$/;
/** Between two strings that are one: white space, a plus, a line's end, the letters before a quote. */
const JOINT = /^\s*[+\\]?\s*(?:b|rb|br|u8|L|\$)?$/;
/** Texts above this size are not searched. */
const LONGEST = 16 * 1024 * 1024;

/**
 * The escaped string in a piece of code or a shell command: `std::string("\x08\x96\x01", 3)`, `[]byte("\b\x96\x01")`,
 * `printf '\010\226\001' | …`. Strings that stand side by side are one, as in C and Python.
 */
export function decodeLiterals(text: string): DecodedForm | undefined {
  if (!text.includes("\\") || text.length > LONGEST) return undefined;
  const literals = [...text.matchAll(QUOTED)].map(
    (match): Literal => ({ start: match.index, end: match.index + match[0].length, inner: match[2] ?? "" }),
  );
  const first = literals.findIndex(({ inner }) => inner.includes("\\"));
  const around = outside(text, literals);
  // A string alone, with or without its prefix, is no code.
  if (first < 0 || !CODE.test(around) || (literals.length === 1 && /^\s*(?:b|rb|br|u8)?\s*$/.test(around)))
    return undefined;
  const joined = runAround(text, literals, first);
  const bytes = joined.map(({ inner }) => bytesOf(inner));
  if (bytes.some((part) => part === undefined)) return undefined;
  return { form: "string in code", bytes: concatBytes(bytes.filter((part) => part !== undefined)) };
}

function outside(text: string, literals: readonly Literal[]): string {
  let rest = "";
  let at = 0;
  for (const { start, end } of literals) {
    rest += `${text.slice(at, start)} `;
    at = end;
  }
  return rest + text.slice(at);
}

/** The literals that are one string with that at `index`. */
function runAround(text: string, literals: readonly Literal[], index: number): readonly Literal[] {
  const joins = (at: number) =>
    JOINT.test(text.slice(literals[at]?.end ?? 0, literals[at + 1]?.start ?? text.length));
  let first = index;
  while (first > 0 && joins(first - 1)) first--;
  let last = index;
  while (last + 1 < literals.length && joins(last)) last++;
  return literals.slice(first, last + 1);
}

function bytesOf(inner: string): Uint8Array | undefined {
  return inner.includes("\\") ? decodeEscapes(inner)?.bytes : new TextEncoder().encode(inner);
}
