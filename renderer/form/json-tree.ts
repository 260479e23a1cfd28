/**
 * A JSON text with the place of everything in it. Values are kept as they are written, so that no number is rounded;
 * `{{name}}` outside of strings is a value, as it is in saved requests. Pure.
 */

/** A half-open span of UTF-16 units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A string, number, word or reference, as it is written. */
export interface JsonLeaf extends TextSpan {
  readonly kind: "leaf";
  readonly raw: string;
}

export interface JsonList extends TextSpan {
  readonly kind: "list";
  readonly items: readonly JsonNode[];
}

/** A key with its value; the span is of both. */
export interface JsonMember extends TextSpan {
  readonly key: string;
  readonly keySpan: TextSpan;
  readonly value: JsonNode;
}

export interface JsonObject extends TextSpan {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}

export type JsonNode = JsonLeaf | JsonList | JsonObject;

const MAXIMUM_DEPTH = 100;
const SPACE = /\s*/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const WORD = /(?:\{\{[^{}\n]*\}\}|[^\s{}[\],:"])+/y;

/** The value that a text is; undefined when it is not well formed, or deeper than 100 levels. */
export function readJsonTree(text: string): JsonNode | undefined {
  const reader = new Reader(text);
  const node = reader.value(0);
  return node !== undefined && reader.isAtEnd() ? node : undefined;
}

/** Methods answer `undefined` where the text is not what they look for. */
class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    this.#take(SPACE);
    return this.#at === this.#text.length;
  }

  value(depth: number): JsonNode | undefined {
    if (depth > MAXIMUM_DEPTH) return undefined;
    this.#take(SPACE);
    const start = this.#at;
    const raw = this.#take(STRING) ?? this.#take(WORD);
    if (raw !== undefined) return { kind: "leaf", raw, start, end: this.#at };
    if (this.#skip("{")) {
      const members = this.#several("}", () => this.#member(depth));
      return members && { kind: "object", members, start, end: this.#at };
    }
    if (!this.#skip("[")) return undefined;
    const items = this.#several("]", () => this.value(depth + 1));
    return items && { kind: "list", items, start, end: this.#at };
  }

  #member(depth: number): JsonMember | undefined {
    this.#take(SPACE);
    const start = this.#at;
    const key = this.#take(STRING);
    const keySpan = { start, end: this.#at };
    this.#take(SPACE);
    if (key === undefined || !this.#skip(":")) return undefined;
    const value = this.value(depth + 1);
    return value && { key: textOf(key), keySpan, value, start, end: value.end };
  }

  /** What stands between brackets, with commas between. */
  #several<Item>(closing: string, read: () => Item | undefined): readonly Item[] | undefined {
    const items: Item[] = [];
    this.#take(SPACE);
    if (this.#skip(closing)) return items;
    for (;;) {
      const item = read();
      if (item === undefined) return undefined;
      items.push(item);
      this.#take(SPACE);
      if (this.#skip(closing)) return items;
      if (!this.#skip(",")) return undefined;
    }
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

/** What a value says: a string without its quotes and escapes, anything else as it is written. */
export function textOf(raw: string): string {
  if (!raw.startsWith('"')) return raw;
  try {
    const text: unknown = JSON.parse(raw);
    return typeof text === "string" ? text : raw;
  } catch {
    // An escape that JSON does not have: shown as it is written.
    return raw.slice(1, -1);
  }
}
