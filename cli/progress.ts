/** One line on standard error that is written over, where that is a terminal. */
import type { Terminal } from "./terminal.ts";

/** Where something long is. */
export interface Progress {
  tell(stage: string): void;
  /** Takes the line away. */
  clear(): void;
}

/** A progress line; none where standard error is no terminal, or where it is not wanted. */
export function createProgress(terminal: Terminal, silent: boolean): Progress {
  let shown = false;
  const may = !silent && process.stderr.isTTY === true;
  return {
    tell(stage) {
      if (!may || terminal.signal.aborted) return;
      shown = true;
      process.stderr.write(`\r\u001b[K${stage}`);
    },
    clear() {
      if (shown) process.stderr.write("\r\u001b[K");
      shown = false;
    },
  };
}
