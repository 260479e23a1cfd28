/** A message in one line: its JSON with spaces to read it by, bytes as their length, long texts cut. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";

const STRING_LIMIT = 60;
/** Brackets that may close behind the last value of a text. */
const DEEPEST = 256;
const TOKEN = /"(?:[^"\\]|\\.)*"?|[{}[\]:,]|[^\s{}[\]:,"]+/g;

/** An object or a list that is open: the type of its fields, and the field whose value comes next. */
interface Open {
  readonly type: DescMessage | undefined;
  readonly list: boolean;
  /** The field that a list holds the items of. */
  readonly items: DescField | undefined;
  field: DescField | undefined;
  expectsKey: boolean;
}

/**
 * The preview of a compact JSON text, at most `limit` characters of it; reads no further than it shows. `isCut` says that
 * the text is of the beginning of a message: its last value may be longer than it looks.
 */
export function previewOf(json: string, type: DescMessage, limit: number, isCut = false): string {
  let shown = "";
  const open: Open[] = [];
  for (const match of json.matchAll(TOKEN)) {
    const [token] = match;
    const isLast = isCut && endsWith(json, match.index + token.length);
    shown += writeToken(token, open, type, isLast);
    if (shown.length > limit) return `${shown.slice(0, limit - 1)}…`;
  }
  return shown.trim();
}

/** True where nothing but closing brackets comes behind. */
function endsWith(json: string, end: number): boolean {
  return json.length - end < DEEPEST && /^[}\]]*$/.test(json.slice(end));
}

function writeToken(token: string, open: Open[], root: DescMessage, isLast: boolean): string {
  const top = open.at(-1);
  switch (token) {
    case "{":
      open.push(openObject(top, root, open.length));
      return "{ ";
    case "[":
      open.push({ type: undefined, list: true, items: top?.field, field: top?.field, expectsKey: false });
      return "[";
    case "}":
      open.pop();
      return " }";
    case "]":
      open.pop();
      return "]";
    case ",":
      if (top !== undefined && !top.list) top.expectsKey = true;
      return ", ";
    case ":":
      return ": ";
    default:
      return writeValue(token, top, isLast);
  }
}

function openObject(top: Open | undefined, root: DescMessage, depth: number): Open {
  const type = depth === 0 ? root : messageOf(top?.items ?? top?.field);
  return { type, list: false, items: undefined, field: undefined, expectsKey: true };
}

function writeValue(token: string, top: Open | undefined, isLast: boolean): string {
  if (top?.expectsKey === true) {
    top.expectsKey = false;
    const name = token.slice(1, -1);
    top.field = top.type?.fields.find((field) => field.jsonName === name || field.name === name);
    return token;
  }
  if (!token.startsWith('"')) return token;
  const field = top?.items ?? top?.field;
  if (isBytes(field)) return `"${isLast ? "over " : ""}${count(base64Length(token))}"`;
  return harmless(token.length > STRING_LIMIT ? `${token.slice(0, STRING_LIMIT - 2)}…"` : token);
}

/** Characters that would turn the text around or be swallowed, as JSON escapes. */
function harmless(token: string): string {
  return token.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function messageOf(field: DescField | undefined): DescMessage | undefined {
  return field?.message ?? undefined;
}

function isBytes(field: DescField | undefined): boolean {
  const BYTES = 12;
  if (field === undefined) return false;
  if (field.fieldKind === "scalar") return field.scalar === BYTES;
  return field.fieldKind === "list" && field.listKind === "scalar" && field.scalar === BYTES;
}

/** Bytes that a base64 token in quotes stands for. */
function base64Length(token: string): number {
  const digits = token.replace(/["=]/g, "").length;
  return Math.floor((digits * 3) / 4);
}

function count(bytes: number): string {
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}
