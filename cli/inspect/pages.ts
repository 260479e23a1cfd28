import type { Terminal } from "../terminal.ts";

/** Rows asked of the engine at a time: few are collected as garbage at a third of the price of many. */
const pageLength = 256;

/** Consecutive half-open pages that cover `count` rows. */
export function pages(count: number): readonly { readonly start: number; readonly end: number }[] {
  return Array.from({ length: Math.ceil(count / pageLength) }, (_, index) => ({
    start: index * pageLength,
    end: Math.min(count, (index + 1) * pageLength),
  }));
}

/** Where a long output goes. */
export interface Output {
  readonly write: (text: string) => void;
  /** Resolves when the reader has taken most of it. Rejects with `cancelled` after Ctrl C. */
  settled(): Promise<void>;
}

/** Standard output, held back by its reader. */
export function outputOf(terminal: Terminal): Output {
  return {
    write: (text) => terminal.write(text),
    async settled() {
      terminal.signal.throwIfAborted();
      await terminal.drained();
    },
  };
}
