/** Where the keyboard takes the caret in a hex pane. */
import type { HexAtom } from "../../core/contract/views.ts";
import type { RowBytes } from "./cells.ts";

/** Where the caret stands and how far it can go. */
export interface Caret {
  readonly offset: number;
  readonly byteLength: number;
  readonly rowBytes: RowBytes;
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

function byteMove(caret: Caret, { key, ctrlKey }: KeyPress): number | undefined {
  const { offset, byteLength, rowBytes, pageRows } = caret;
  const rowStart = offset - (offset % rowBytes);
  switch (key) {
    case "ArrowLeft":
      return offset - 1;
    case "ArrowRight":
      return offset + 1;
    case "ArrowUp":
      return offset >= rowBytes ? offset - rowBytes : offset;
    case "ArrowDown":
      return offset + rowBytes < byteLength ? offset + rowBytes : offset;
    case "PageUp":
      return Math.max(offset % rowBytes, offset - pageRows * rowBytes);
    case "PageDown":
      return offset + pageRows * rowBytes;
    case "Home":
      return ctrlKey ? 0 : rowStart;
    case "End":
      return ctrlKey ? byteLength - 1 : rowStart + rowBytes - 1;
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
