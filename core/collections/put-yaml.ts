/** Puts values into a YAML document and touches nothing else: comments, order and keys of others stay, in lists too. */
import { isDeepStrictEqual } from "node:util";
import { type Document, isMap, isNode, isScalar, isSeq, type YAMLMap, type YAMLSeq } from "yaml";

/** A value to put. In an object `undefined` takes a key away; keys that are not named stay. */
export type Plain =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** Puts `value` at `path`. Answers whether the document changed. */
export function putIn(document: Document, path: readonly string[], value: Plain): boolean {
  const node = document.getIn(path, true);
  if (value === undefined) return node !== undefined && document.deleteIn(path);
  if (merge(document, node, value)) return !same(document, node, value) && mergeInto(document, node, value);
  document.setIn(path, document.createNode(value));
  return true;
}

/** True where the node can take the value without being replaced. */
function merge(document: Document, node: unknown, value: Plain): boolean {
  if (same(document, node, value)) return true;
  if (isObject(value)) return isMap(node);
  if (Array.isArray(value)) return isSeq(node);
  return isScalar(node);
}

function mergeInto(document: Document, node: unknown, value: Plain): boolean {
  if (isMap(node) && isObject(value)) return mergeMap(document, node, value);
  if (isSeq(node) && Array.isArray(value)) return mergeList(document, node, value);
  if (!isScalar(node)) return false;
  node.value = value;
  delete node.source;
  // A text that now has several lines, or none, is not bound to the form the one before had.
  if (typeof value === "string" && value.includes("\n")) node.type = "BLOCK_LITERAL";
  else if (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED") node.type = "PLAIN";
  return true;
}

function mergeMap(document: Document, node: YAMLMap, value: { readonly [key: string]: Plain }): boolean {
  let changed = false;
  for (const [key, item] of Object.entries(value)) {
    const old: unknown = node.get(key, true);
    if (item === undefined) changed = node.delete(key) || changed;
    else if (!same(document, old, item)) {
      changed = true;
      if (!(merge(document, old, item) && mergeInto(document, old, item)))
        node.set(key, document.createNode(item));
    }
  }
  return changed;
}

/** Items that are the same keep their nodes, with their comments; between them items are changed one by one. */
function mergeList(document: Document, node: YAMLSeq, value: readonly Plain[]): boolean {
  const old = node.items;
  const items: unknown[] = [];
  let from = 0;
  for (let index = 0; index < value.length; ) {
    const end = nextSame(document, old, from, value, index);
    const gap = old.slice(from, end?.old ?? old.length);
    const upTo = end?.value ?? value.length;
    for (const [offset, item] of value.slice(index, upTo).entries()) {
      const taken = gap[offset];
      const merged =
        merge(document, taken, item) && (same(document, taken, item) || mergeInto(document, taken, item));
      items.push(merged ? taken : document.createNode(item));
    }
    if (end !== undefined) items.push(old[end.old]);
    from = (end?.old ?? old.length) + 1;
    index = upTo + 1;
  }
  node.items = items;
  return true;
}

function nextSame(
  document: Document,
  old: readonly unknown[],
  from: number,
  value: readonly Plain[],
  index: number,
): { readonly old: number; readonly value: number } | undefined {
  for (let at = index; at < value.length; at++) {
    const found = old.findIndex((node, place) => place >= from && same(document, node, value[at]));
    if (found >= 0) return { old: found, value: at };
  }
  return undefined;
}

/** True when the node says what the value says; keys that the value does not name do not count. */
function same(document: Document, node: unknown, value: Plain): boolean {
  const now: unknown = isNode(node) ? node.toJS(document) : node;
  return agrees(now, value);
}

function agrees(now: unknown, value: Plain): boolean {
  if (Array.isArray(value)) {
    return (
      Array.isArray(now) && now.length === value.length && value.every((item, at) => agrees(now[at], item))
    );
  }
  if (!isObject(value)) return isDeepStrictEqual(now, value);
  if (typeof now !== "object" || now === null || Array.isArray(now)) return false;
  const entries = new Map<string, unknown>(Object.entries(now));
  return Object.entries(value).every(([key, item]) => agrees(entries.get(key), item));
}

function isObject(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The document as text in the manner of the text before: its indents, its byte order mark, its line ends. */
export function writeLike(before: string | undefined, document: Document): string {
  const options = { lineWidth: 0, indent: indentOf(before ?? ""), indentSeq: indentsLists(before ?? "") };
  const text = withEnd(before, document.toString(options));
  const marked = before?.startsWith("\ufeff") === true ? `\ufeff${text.replace(/^\ufeff/, "")}` : text;
  return before !== undefined && /\r\n/.test(before) && !/[^\r]\n/.test(before)
    ? marked.replace(/\n/g, "\r\n")
    : marked;
}

/** A file without a line end at its end stays so, unless a block may stand there, to which the line end belongs. */
function withEnd(before: string | undefined, text: string): string {
  if (before === undefined || before.endsWith("\n") || /[|>][-+\d]*[ \t]*(#.*)?\r?\n/.test(text)) return text;
  return text.replace(/\n$/, "");
}

function indentOf(text: string): number {
  return /^[^\s#][^\n]*:[ \t]*\r?\n( +)[^\s#-]/m.exec(text)?.[1]?.length ?? 2;
}

function indentsLists(text: string): boolean {
  const list = /^( *)[^\s#-][^\n]*:[ \t]*\r?\n( *)- /m.exec(text);
  return list === null || (list[2]?.length ?? 0) > (list[1]?.length ?? 0);
}
