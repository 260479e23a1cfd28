/** Scalars and one-line collections of plain YAML: what has one reading alone. All else is `undefined`, for the library. */

/** A value and where the text after it starts. */
export interface Taken {
  readonly value: unknown;
  readonly end: number;
  /** The text of a number or a word with a meaning, as it stands in the file. */
  readonly source?: string;
}

/** Told the source of each scalar that is no text: the object or list that holds it, its key, its text. */
export type NoteSource = (holder: object, key: string | number, source: string) => void;

const maximumDepth = 16;
const number = /^-?(0|[1-9]\d{0,14})(\.\d{1,15})?$/;
/** Texts that some reading takes for a number, a date or a word with a meaning: the library knows. */
const doubtful = /^([-+.\d][-+.\d_xoeEa-fA-F]*|[-+]?\.?(inf|nan)|null|true|false|~|=|<<)$/i;
/** Characters that a text without quotes can start with, whatever stands after them. */
const plainStart = /[A-Za-z0-9_/.$(+^;\\\u00a1-\u2027\u202a-\ufefe]|-(?=[A-Za-z0-9_/.])/y;
/** Between braces and brackets, commas and brackets end a text. */
const flowText = /-?[A-Za-z0-9_/.$+][A-Za-z0-9_/.$+@()*=<>^;~%-]*(?::[A-Za-z0-9_/.$+@()*=<>^;~%-]+)*/y;
const key = /[A-Za-z_$][\w.$/-]{0,200}(?=:( |$))/y;
const meant = /^(null|true|false)$/i;

/** The key at `start`; undefined where there is none that can be nothing else. The colon is after it. */
export function takeKey(line: string, start: number): string | undefined {
  key.lastIndex = start;
  const [found] = key.exec(line) ?? [];
  return found === undefined || meant.test(found) || found === "__proto__" ? undefined : found;
}

/** The scalar, or the collection in braces or brackets, that fills the line from `start` to its end or a comment. */
export function takeRest(line: string, start: number, note: NoteSource): Taken | undefined {
  const first = line[start];
  if (first === '"' || first === "'" || first === "[" || first === "{") {
    const taken = takeInFlow(line, start, note, 0);
    return taken !== undefined && /^ *$|^ +#/.test(line.slice(taken.end)) ? taken : undefined;
  }
  plainStart.lastIndex = start;
  if (!plainStart.test(line)) return undefined;
  const comment = line.indexOf(" #", start);
  const text = line.slice(start, comment < 0 ? undefined : comment).trimEnd();
  if (text.includes(": ") || text.endsWith(":")) return undefined;
  return resolved(text, line.length);
}

function resolved(text: string, end: number): Taken | undefined {
  if (number.test(text)) return { value: Number(text), end, source: text };
  if (text === "true" || text === "false") return { value: text === "true", end, source: text };
  return doubtful.test(text) ? undefined : { value: text, end };
}

function takeInFlow(line: string, start: number, note: NoteSource, depth: number): Taken | undefined {
  if (depth > maximumDepth) return undefined;
  switch (line[start]) {
    case '"':
      return takeQuoted(line, start);
    case "'":
      return takeApostrophes(line, start);
    case "[":
      return takeList(line, start, note, depth);
    case "{":
      return takeObject(line, start, note, depth);
    default: {
      flowText.lastIndex = start;
      const [text = ""] = flowText.exec(line) ?? [];
      const end = start + text.length;
      // What could go on as one text with spaces, or as a key, is for the library.
      return text !== "" && /^ *[,\]}]/.test(line.slice(end)) ? resolved(text, end) : undefined;
    }
  }
}

/** The escapes that JSON has mean the same in YAML. */
function takeQuoted(line: string, start: number): Taken | undefined {
  const [text] = /^"(?:[^"\\]|\\["\\/bfnrt])*"/.exec(line.slice(start)) ?? [];
  if (text === undefined) return undefined;
  const value: unknown = JSON.parse(text);
  return { value, end: start + text.length };
}

function takeApostrophes(line: string, start: number): Taken | undefined {
  const [text] = /^'(?:[^']|'')*'/.exec(line.slice(start)) ?? [];
  if (text === undefined) return undefined;
  return { value: text.slice(1, -1).replaceAll("''", "'"), end: start + text.length };
}

function takeList(line: string, start: number, note: NoteSource, depth: number): Taken | undefined {
  const list: unknown[] = [];
  let at = afterSpaces(line, start + 1);
  while (line[at] !== "]") {
    const taken = takeInFlow(line, at, note, depth + 1);
    if (taken === undefined) return undefined;
    if (taken.source !== undefined) note(list, list.length, taken.source);
    list.push(taken.value);
    const next = afterComma(line, taken.end, "]");
    if (next === undefined) return undefined;
    at = next;
  }
  return { value: list, end: at + 1 };
}

function takeObject(line: string, start: number, note: NoteSource, depth: number): Taken | undefined {
  const object: Record<string, unknown> = {};
  let at = afterSpaces(line, start + 1);
  while (line[at] !== "}") {
    const name = takeKey(line, at);
    if (name === undefined || Object.hasOwn(object, name)) return undefined;
    const taken = takeInFlow(line, afterSpaces(line, at + name.length + 1), note, depth + 1);
    if (taken === undefined) return undefined;
    if (taken.source !== undefined) note(object, name, taken.source);
    object[name] = taken.value;
    const next = afterComma(line, taken.end, "}");
    if (next === undefined) return undefined;
    at = next;
  }
  return { value: object, end: at + 1 };
}

function afterSpaces(line: string, start: number): number {
  let at = start;
  while (line[at] === " ") at++;
  return at;
}

/** Where the next entry starts, or the closing bracket stands; a comma before the bracket is for the library. */
function afterComma(line: string, start: number, closing: string): number | undefined {
  const at = afterSpaces(line, start);
  if (line[at] === closing) return at;
  if (line[at] !== ",") return undefined;
  const next = afterSpaces(line, at + 1);
  return line[next] === closing ? undefined : next;
}
