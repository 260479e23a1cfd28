/** The terminal a command talks to: words out, a body in, Ctrl C. */
import { promises } from "node:fs";
import { ByteglassError, messageOf } from "../core/error.ts";
import { exitFault, exitInterrupted, exitOk } from "./exit-status.ts";

/** Bytes standard input may hold: what the engine takes as one text. */
const maximumInputLength = 512 * 1024 * 1024;

/** Columns of a terminal that does not say how many it has. */
const usualWidth = 80;

/** Where a command reads and writes. */
export interface Terminal {
  /** Writes to standard output. A reader that has gone away ends the process quietly. */
  write(text: string): void;
  /** Writes bytes to standard output as they are. */
  writeBytes(bytes: Uint8Array): void;
  /** Writes a line to standard error. */
  warn(line: string): void;
  /** Resolves when standard output has taken most of what was written: a slow reader holds a stream back. */
  drained(): Promise<void>;
  /** Standard input as it comes. Ends early when `signal` is aborted. */
  inputChunks(): AsyncIterable<Uint8Array>;
  /** True where standard input is typed by a person. */
  readonly isTyped: boolean;
  /** Everything standard input holds. Rejects when `signal` is aborted or there is too much of it. */
  readInput(): Promise<Uint8Array>;
  /** Aborted by Ctrl C; a second Ctrl C ends the process at once. */
  readonly signal: AbortSignal;
  /** True where standard output may be coloured: a terminal, and NO_COLOR is not set. */
  readonly colour: boolean;
  /** The same for standard error. */
  readonly warnColour: boolean;
  /** Shows one line on standard error in place of the last one; nothing where that is no terminal, or in CI. */
  progress(line: string): void;
}

/** The terminal of this process. */
export function openTerminal(): Terminal {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(exitInterrupted);
    controller.abort(new ByteglassError("cancelled", "Cancelled."));
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  const { NO_COLOR: noColour = "", CI: ci = "" } = process.env;
  const mayColour = noColour === "";
  let guarded = false;
  const write = (content: string | Uint8Array) => {
    if (!guarded) process.stdout.on("error", endQuietly);
    guarded = true;
    process.stdout.write(content);
  };
  return {
    write,
    writeBytes: write,
    warn(line) {
      process.stderr.write(`${line}\n`);
    },
    drained,
    inputChunks: () => inputChunks(controller.signal),
    isTyped: process.stdin.isTTY === true,
    progress(line) {
      if (process.stderr.isTTY !== true || ci !== "") return;
      // A terminal that does not tell its width, as some tools make, says 0.
      const width = process.stderr.columns || usualWidth;
      process.stderr.write(`\r\u001b[2K${line.slice(0, width - 1)}`);
    },
    readInput: () => readInput(controller.signal),
    signal: controller.signal,
    get colour() {
      return mayColour && process.stdout.isTTY === true;
    },
    get warnColour() {
      return mayColour && process.stderr.isTTY === true;
    },
  };
}

/** `head` has read enough: that is no failure of ours. */
function endQuietly(error: NodeJS.ErrnoException): void {
  process.exit(error.code === "EPIPE" ? exitOk : exitFault);
}

/** Bytes that may wait for the reader of standard output before a stream waits for it. */
const maximumWaiting = 1024 * 1024;

async function drained(): Promise<void> {
  const { stdout } = process;
  if (stdout.writableLength < maximumWaiting) return;
  await new Promise<void>((resolve) => void stdout.once("drain", () => resolve()));
}

async function* inputChunks(signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const stop = () => void process.stdin.destroy();
  signal.addEventListener("abort", stop, { once: true });
  try {
    for await (const chunk of process.stdin) yield chunk;
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

async function readInput(signal: AbortSignal): Promise<Uint8Array> {
  const stop = () => process.stdin.destroy(ByteglassError.from(signal.reason));
  signal.addEventListener("abort", stop, { once: true });
  try {
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of process.stdin) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > maximumInputLength) throw tooLarge();
    }
    return Buffer.concat(chunks);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function tooLarge(): ByteglassError {
  return new ByteglassError("too-large", "Standard input holds more than 512 MiB.", {
    hint: "Send it in smaller parts.",
  });
}

/** The bytes of `-` (standard input) or of a file. Rejects with `file-unreadable`. */
export async function readFileOrInput(name: string, terminal: Terminal): Promise<Uint8Array> {
  try {
    return name === "-" ? await terminal.readInput() : await promises.readFile(name);
  } catch (thrown) {
    if (thrown instanceof ByteglassError) throw thrown;
    const reason = messageOf(thrown);
    const subject = name === "-" ? "Standard input" : `The file ${name}`;
    throw new ByteglassError("file-unreadable", `${subject} could not be read: ${reason}.`, {
      hint: "Check the name and the permissions; a relative name starts at the current folder.",
      cause: thrown,
    });
  }
}
