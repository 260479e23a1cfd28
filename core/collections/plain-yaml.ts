/**
 * Plain YAML: mappings, lists, one-line scalars and `|` blocks, which is what nearly every request file is made of. It
 * is read here some twenty times faster than by the library. Whatever could have another reading (anchors, tags,
 * folded texts, tabs, damage …) is refused, for the library to read: what is read here reads there the same, which a
 * property test holds. YAML 1.2, core schema.
 */
import { type NoteSource, takeKey, takeRest } from "./plain-scalar.ts";

/** A text that was read whole. */
export interface PlainYaml {
  readonly value: unknown;
  /** The text of the number or word at `path` as it stands in the file; undefined for texts and collections. */
  source(path: readonly (string | number)[]): string | undefined;
}

const maximumDepth = 32;
/** Control characters, line ends of other kinds, byte order marks. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const refused = /[\u0000-\u0009\u000b-\u001f\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/;

/** The value of `text`, or undefined where only the library can tell. CRLF line ends are read as the library does. */
export function readPlainYaml(text: string): PlainYaml | undefined {
  const plain = text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
  if (refused.test(plain)) return undefined;
  const sources = new Map<object, Map<string | number, string>>();
  const reader = new Reader(plain.split("\n"), (holder, key, source) => {
    const known = sources.get(holder);
    if (known === undefined) sources.set(holder, new Map([[key, source]]));
    else known.set(key, source);
  });
  const value = reader.read();
  return value === undefined ? undefined : { value, source: (path) => sourceAt(value, path, sources) };
}

function sourceAt(
  root: object,
  path: readonly (string | number)[],
  sources: ReadonlyMap<object, ReadonlyMap<string | number, string>>,
): string | undefined {
  let at: unknown = root;
  for (const [index, key] of path.entries()) {
    if (typeof at !== "object" || at === null) return undefined;
    if (index === path.length - 1) return sources.get(at)?.get(key);
    at = Object.getOwnPropertyDescriptor(at, key)?.value;
  }
  return undefined;
}

/** Reads lines. A method that meets what it does not know answers with `undefined`, and so does the whole. */
class Reader {
  readonly #lines: readonly string[];
  readonly #note: NoteSource;
  #at = 0;

  constructor(lines: readonly string[], note: NoteSource) {
    this.#lines = lines;
    this.#note = note;
  }

  read(): object | undefined {
    const [indent, line] = this.#next();
    if (indent !== 0 || line.startsWith("- ")) return undefined;
    const value = this.#mapping(0, 0, 0);
    return value !== undefined && this.#next()[0] < 0 ? value : undefined;
  }

  /** The next line with something on it and its indent, −1 at the end. Comments are passed over. */
  #next(): readonly [number, string] {
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? "";
      const indent = indentOf(line);
      if (indent < line.length && line[indent] !== "#") return [indent, line];
    }
    return [-1, ""];
  }

  /** A mapping whose keys stand at `indent`; the first of them may stand behind the dash of an item, at the same place. */
  #mapping(indent: number, start: number, depth: number): Record<string, unknown> | undefined {
    if (depth > maximumDepth) return undefined;
    const mapping: Record<string, unknown> = {};
    let line = this.#lines[this.#at] ?? "";
    let at = start;
    for (;;) {
      const key = takeKey(line, at);
      if (key === undefined || Object.hasOwn(mapping, key)) return undefined;
      const value = this.#value(line, at + key.length + 1, indent, depth, mapping, key);
      if (value === undefined) return undefined;
      mapping[key] = value;
      const [next, nextLine] = this.#next();
      if (next < indent) return mapping;
      if (next > indent) return undefined;
      line = nextLine;
      at = next;
    }
  }

  /** What stands after a key: on its line, or below it. */
  #value(line: string, colon: number, indent: number, depth: number, holder: object, key: string): unknown {
    const start = colon + indentOf(line.slice(colon));
    const first = line[start];
    if (first === "|") return this.#block(line.slice(start), indent);
    this.#at++;
    if (first !== undefined && (first !== "#" || start === colon)) {
      const taken = takeRest(line, start, this.#note);
      if (taken?.source !== undefined) this.#note(holder, key, taken.source);
      return taken?.value;
    }
    const [next, nextLine] = this.#next();
    if (next >= indent && isItem(nextLine, next)) return this.#list(next, depth + 1);
    // A key without a value is null: the library tells what that means.
    return next > indent ? this.#mapping(next, next, depth + 1) : undefined;
  }

  #list(indent: number, depth: number): unknown[] | undefined {
    if (depth > maximumDepth) return undefined;
    const list: unknown[] = [];
    for (;;) {
      const [next, line] = this.#next();
      if (next < indent || (next === indent && !isItem(line, next))) return list;
      if (next > indent) return undefined;
      const start = indent + 1 + indentOf(line.slice(indent + 1));
      const value =
        takeKey(line, start) === undefined
          ? this.#item(line, start, list)
          : this.#mapping(start, start, depth + 1);
      if (value === undefined) return undefined;
      list.push(value);
    }
  }

  #item(line: string, start: number, list: unknown[]): unknown {
    this.#at++;
    const taken = takeRest(line, start, this.#note);
    if (taken?.source !== undefined) this.#note(list, list.length, taken.source);
    return taken?.value;
  }

  /** A `|` block below a key at `indent`. */
  #block(head: string, indent: number): string | undefined {
    const [, strip] = /^\|(-?) *(?:(?<= )#.*)?$/.exec(head) ?? [];
    if (strip === undefined) return undefined;
    this.#at++;
    const own = indentOf(this.#lines[this.#at] ?? "");
    if (own <= indent || own === this.#lines[this.#at]?.length) return undefined;
    const text: string[] = [];
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#lines[this.#at] ?? "";
      const spaces = indentOf(line);
      if (spaces < own && spaces < line.length) break;
      text.push(line.slice(own));
    }
    // Without a line end after it, or with lines of spaces, the end of a block is a matter of its own.
    const isLast = this.#at === this.#lines.length;
    if (isLast && text.at(-1) !== "") return undefined;
    while (text.at(-1) === "") text.pop();
    if (text.at(-1)?.trim() === "") return undefined;
    return `${text.join("\n")}${strip === "-" ? "" : "\n"}`;
  }
}

function indentOf(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 32) at++;
  return at;
}

function isItem(line: string, at: number): boolean {
  return line[at] === "-" && line[at + 1] === " ";
}
