/** Where the keyboard takes the caret in a hex pane. */
import type { HexAtom } from "../../core/contract/views.ts";
import { ROW_BYTES } from "./cells.ts";

/** Where the caret stands and how far it can go. */
export interface Caret {
  readonly offset: number;
  readonly byteLength: number;
  /** Rows that fit on the screen, for the page keys. */
  readonly pageRows: number;
}

/** The part of a key press that matters here. */
export interface KeyPress {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
}

/** The new offset, or undefined when the key does not move. Alt walks by atom among those that are known. */
export function moveCaret(caret: Caret, press: KeyPress, atoms: readonly HexAtom[]): number | undefined {
  if (caret.byteLength === 0) return undefined;
  const target = press.altKey ? atomMove(caret.offset, press.key, atoms) : byteMove(caret, press);
  return target === undefined ? undefined : Math.min(caret.byteLength - 1, Math.max(0, target));
}

function byteMove({ offset, byteLength, pageRows }: Caret, { key, ctrlKey }: KeyPress): number | undefined {
  const rowStart = offset - (offset % ROW_BYTES);
  switch (key) {
    case "ArrowLeft":
      return offset - 1;
    case "ArrowRight":
      return offset + 1;
    case "ArrowUp":
      return offset >= ROW_BYTES ? offset - ROW_BYTES : offset;
    case "ArrowDown":
      return offset + ROW_BYTES < byteLength ? offset + ROW_BYTES : offset;
    case "PageUp":
      return Math.max(offset % ROW_BYTES, offset - pageRows * ROW_BYTES);
    case "PageDown":
      return offset + pageRows * ROW_BYTES;
    case "Home":
      return ctrlKey ? 0 : rowStart;
    case "End":
      return ctrlKey ? byteLength - 1 : rowStart + ROW_BYTES - 1;
    default:
      return undefined;
  }
}

function atomMove(offset: number, key: string, atoms: readonly HexAtom[]): number | undefined {
  switch (key) {
    case "ArrowRight":
    case "ArrowDown":
      return atoms.find((atom) => atom.start > offset)?.start;
    case "ArrowLeft":
    case "ArrowUp":
      return atoms.findLast((atom) => atom.start < offset)?.start;
    default:
      return undefined;
  }
}
