/** A command line as the Command Prompt of Windows and the runtime of a C program split it, without running anything. */
import type { Finding } from "../../finding.ts";
import { openQuote, operatorLeft } from "./line-findings.ts";
import type { ShellLine, ShellWord } from "./split-words.ts";

/** True for a line that has a caret where no other shell does: at the end of a line, or before a quote that opens a word. */
export function isPromptLine(text: string): boolean {
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "\\" && quote !== "'") at += 1;
    else if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === "^" && isCaret(text, at)) return true;
  }
  return false;
}

function isCaret(text: string, at: number): boolean {
  return /\s/.test(text.charAt(at - 1)) && /^(?:"|\r?\n)/.test(text.slice(at + 1, at + 3));
}

/** A character that the program is given, with where it stands in the line. */
interface Given {
  readonly character: string;
  readonly at: number;
}

/**
 * Splits a line as `cmd.exe` and then the program's own runtime do: a caret outside of quotes takes the next character
 * as it is and joins lines; then `\"` is a quote, and quotes hold blanks together. Variables (`%NAME%`) stay as they
 * are, since an address may have them by chance. Another command behind `&`, `|`, `<` or `>` is told and not read.
 */
export function splitPromptWords(text: string): ShellLine {
  const { given, findings } = readCarets(text);
  const { words, open } = readArguments(given, text.length);
  return { words, findings: open === undefined ? findings : [...findings, openQuote(text, '"', open)] };
}

/** What is left of a line when its carets are taken off; it ends at a line break without one. */
function readCarets(text: string): {
  readonly given: readonly Given[];
  readonly findings: readonly Finding[];
} {
  const given: Given[] = [];
  let isQuoted = false;
  let at = /^\s*/.exec(text)?.[0].length ?? 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === "\n") break;
    if (!isQuoted && character === "^") {
      const { taken, end } = readCaret(text, at);
      if (taken !== "") given.push({ character: taken, at: end - 1 });
      at = end;
      continue;
    }
    if (!isQuoted && /[&|<>]/.test(character)) return { given, findings: [operatorLeft(text, at)] };
    if (character === '"') isQuoted = !isQuoted;
    given.push({ character, at });
    at += 1;
  }
  return { given, findings: [] };
}

/** The character that a caret takes as it is; of line breaks it joins the first, and takes another right behind. */
function readCaret(text: string, at: number): { readonly taken: string; readonly end: number } {
  const [breaks = "", joined, kept] = /^(\r?\n)(\r?\n)?/.exec(text.slice(at + 1, at + 5)) ?? [];
  if (joined !== undefined) return { taken: kept === undefined ? "" : "\n", end: at + 1 + breaks.length };
  return { taken: text.charAt(at + 1), end: at + 2 };
}

function readArguments(
  given: readonly Given[],
  end: number,
): { readonly words: readonly ShellWord[]; readonly open: number | undefined } {
  const words: ShellWord[] = [];
  let word: { text: string; readonly start: number } | undefined;
  let open: number | undefined;
  for (let index = 0; index < given.length; index++) {
    const { character, at } = given[index] ?? { character: "", at: end };
    if (open === undefined && /[ \t\r]/.test(character)) {
      if (word !== undefined) words.push({ ...word, end: at });
      word = undefined;
      continue;
    }
    word ??= { text: "", start: at };
    const slashes = countBackslashes(given, index);
    const isBeforeQuote = slashes > 0 && given[index + slashes]?.character === '"';
    if (isBeforeQuote) {
      word.text += "\\".repeat(Math.floor(slashes / 2));
      // An odd one makes the quote a character.
      if (slashes % 2 === 1) word.text += '"';
      index += slashes - (slashes % 2 === 1 ? 0 : 1);
    } else if (character === '"' && open !== undefined && given[index + 1]?.character === '"') {
      word.text += '"';
      index += 1;
    } else if (character === '"') open = open === undefined ? at : undefined;
    else word.text += character;
  }
  if (word !== undefined) words.push({ ...word, end: (given.at(-1)?.at ?? 0) + 1 });
  return { words, open };
}

function countBackslashes(given: readonly Given[], from: number): number {
  let count = 0;
  while (given[from + count]?.character === "\\") count += 1;
  return count;
}
