/** What a key does to the bytes in a hex pane. Pure: keys in, edits out. */
import type { Span } from "../../core/finding.ts";

/** Where typing stands. `digit` is the first half of a byte that is being typed. */
export interface Typing {
  readonly caret: number;
  readonly range: Span | undefined;
  readonly byteLength: number;
  readonly insert: boolean;
  readonly digit: number | undefined;
}

/** What becomes of a key. */
export type TypingMove =
  | { readonly kind: "digit"; readonly digit: number }
  | {
      readonly kind: "replace";
      readonly span: Span;
      readonly bytes: readonly number[];
      readonly caret: number;
    }
  | { readonly kind: "insert-mode" }
  | { readonly kind: "cancel" };

/** The part of a key press that matters here. */
export interface TypingPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key press does; undefined when it is none of typing. */
export function typeKey(typing: Typing, press: TypingPress): TypingMove | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  const { caret, byteLength, digit, range } = typing;
  if (/^[0-9a-fA-F]$/.test(press.key)) {
    const value = Number.parseInt(press.key, 16);
    return digit === undefined ? { kind: "digit", digit: value } : putByte(typing, digit * 16 + value);
  }
  switch (press.key) {
    case "Insert":
      return { kind: "insert-mode" };
    case "Escape":
      return digit === undefined ? undefined : { kind: "cancel" };
    case "Delete":
      return remove(range ?? { start: caret, end: Math.min(byteLength, caret + 1) });
    case "Backspace":
      if (digit !== undefined) return { kind: "cancel" };
      return remove(range ?? { start: Math.max(0, caret - 1), end: caret });
    default:
      return undefined;
  }
}

function putByte({ caret, byteLength, insert, range }: Typing, byte: number): TypingMove {
  const span = range ?? { start: caret, end: insert ? caret : Math.min(byteLength, caret + 1) };
  return { kind: "replace", span, bytes: [byte], caret: span.start + 1 };
}

function remove(span: Span): TypingMove | undefined {
  return span.end <= span.start ? undefined : { kind: "replace", span, bytes: [], caret: span.start };
}

/** Bytes of a pasted text: pairs of hex digits with anything usual between them. Undefined when it is none. */
export function pastedBytes(text: string): Uint8Array<ArrayBuffer> | undefined {
  const digits = text.replace(/0x/gi, "").replace(/[\s,:;[\]{}()]/g, "");
  if (digits.length === 0 || digits.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Where pasted bytes go: in place of a range, before the caret in insert mode, over what is there otherwise. */
export function pasteSpan({ caret, byteLength, insert, range }: Typing, count: number): Span {
  return range ?? { start: caret, end: insert ? caret : Math.min(byteLength, caret + count) };
}
