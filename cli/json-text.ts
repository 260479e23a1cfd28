/** JSON as text: what a person wrote and what a codec rendered is never parsed here, so no number can change. */

const space = /\s/;

/** One of several JSON documents in a text; the span is in UTF-16 units of the whole text. */
export interface JsonDocument {
  readonly text: string;
  readonly start: number;
  /** True when its brackets close in order, or it is a bare scalar. */
  readonly complete: boolean;
  /** True when a bracket closes what was not opened: no more text makes it whole. */
  readonly broken: boolean;
}

/** Text that is JSON already and goes into an answer of `toJsonText` as it is. */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/**
 * Splits documents that follow one another, with white space or nothing between them. Where the brackets do not
 * match, the rest of the text is one document: the codec says what is wrong with it.
 */
export function splitJsonDocuments(text: string): readonly JsonDocument[] {
  const documents: JsonDocument[] = [];
  let position = skipSpace(text, 0);
  while (position < text.length) {
    const end = endOfDocument(text, position);
    const complete = typeof end === "number";
    const stop = complete ? end : text.length;
    const broken = end === "broken";
    documents.push({ text: text.slice(position, stop), start: position, complete, broken });
    position = skipSpace(text, stop);
  }
  return documents;
}

/** The same JSON without white space between its tokens. Linear: a large answer is compacted as it is. */
export function compactJson(text: string): string {
  const parts: string[] = [];
  let kept = 0;
  let position = 0;
  while (position < text.length) {
    const character = text.charAt(position);
    if (character === '"') {
      position = endOfString(text, position) ?? text.length;
    } else if (space.test(character)) {
      parts.push(text.slice(kept, position));
      position = skipSpace(text, position);
      kept = position;
    } else {
      position += 1;
    }
  }
  parts.push(text.slice(kept));
  return parts.join("");
}

/** JSON of a plain value on one line, with `RawJson` parts as they are and `undefined` members left out. */
export function toJsonText(value: unknown): string {
  if (value instanceof RawJson) return value.text;
  if (Array.isArray(value)) return `[${value.map(toJsonText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return `{${members.map(([key, member]) => `${JSON.stringify(key)}:${toJsonText(member)}`).join(",")}}`;
}

function skipSpace(text: string, start: number): number {
  let position = start;
  while (position < text.length && space.test(text.charAt(position))) position += 1;
  return position;
}

/** The end of the document that begins here, or why there is none. */
function endOfDocument(text: string, start: number): number | "open" | "broken" {
  const closers: string[] = [];
  let position = start;
  while (position < text.length) {
    const character = text.charAt(position);
    if (closers.length === 0 && position > start && endsScalar(character)) return position;
    if (character === '"') {
      const end = endOfString(text, position);
      if (end === undefined) return "open";
      position = end;
    } else {
      if (character === "{") closers.push("}");
      if (character === "[") closers.push("]");
      if ((character === "}" || character === "]") && closers.pop() !== character) return "broken";
      position += 1;
    }
    if (closers.length === 0 && '"}]'.includes(character)) return position;
  }
  return closers.length === 0 ? position : "open";
}

/** A bare scalar ends where white space or another document begins. */
function endsScalar(character: string): boolean {
  return space.test(character) || '{["'.includes(character);
}

function endOfString(text: string, start: number): number | undefined {
  for (let position = start + 1; position < text.length; position += 1) {
    const character = text.charAt(position);
    if (character === "\\") position += 1;
    else if (character === '"') return position + 1;
  }
  return undefined;
}
