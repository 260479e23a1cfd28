/** The text of a file, and whether it is one. */
import { isUtf8 } from "node:buffer";
import { ByteglassError, codeOf } from "../error.ts";
import { type Finding, placedMessage } from "../finding.ts";
import { hashOf, reasonOf } from "./replace-file.ts";
import { readFile } from "./small-files.ts";

/** Files of a collection are written by people: one that is larger is something else. */
const maximumByteLength = 32 * 1024 * 1024;

/** A file as it was read. */
export interface FileText {
  readonly text: string;
  /** SHA-256 of the bytes, in hex. */
  readonly hash: string;
  /** Why the text must not be written back; empty for UTF-8. */
  readonly findings: readonly Finding[];
}

/** Reads a file; undefined when it is not there. Throws `file-unreadable`, `too-large`. */
export async function readFileText(file: string, read = readFile): Promise<FileText | undefined> {
  const bytes = await readBytes(file, read);
  if (bytes === undefined) return undefined;
  return {
    text: bytes.toString("utf8"),
    get hash() {
      return hashOf(bytes);
    },
    findings: encodingFindings(file, bytes),
  };
}

/** Empty for bytes that are UTF-8; what is not is named with its place, and must not be written back. */
function encodingFindings(file: string, bytes: Buffer): readonly Finding[] {
  return isUtf8(bytes) ? [] : [notUtf8(file, bytes)];
}

async function readBytes(file: string, read: typeof readFile): Promise<Buffer | undefined> {
  try {
    const bytes = await read(file);
    if (bytes.length <= maximumByteLength) return bytes;
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return undefined;
    throw new ByteglassError("file-unreadable", `${file} could not be read: ${reasonOf(thrown)}.`, {
      hint: "Check the permissions of the file.",
      cause: thrown,
    });
  }
  throw new ByteglassError(
    "too-large",
    `${file} has more than 32 MiB, too much for a file of a collection.`,
    {
      hint: 'Put large bodies into files of their own and name them with {{$file("…")}}.',
    },
  );
}

function notUtf8(file: string, bytes: Buffer): Finding {
  const { line, column, offset } = firstBroken(bytes);
  return {
    code: "not-utf-8",
    severity: "error",
    ...placedMessage(
      `${file}:${line}:${column} `,
      `is not UTF-8: byte ${offset} (${hex(bytes[offset])}) has no meaning there.`,
    ),
    hint: "Save the file as UTF-8 in a text editor; Byteglass does not write over it meanwhile.",
    file,
    text: { start: offset, end: offset + 1, line, column },
  };
}

function hex(byte: number | undefined): string {
  return (byte ?? 0).toString(16).padStart(2, "0");
}

/** The line is exact; the column counts the characters before the broken byte. */
function firstBroken(bytes: Buffer): { line: number; column: number; offset: number } {
  let low = 0;
  let high = bytes.length;
  const sound = (end: number, stream: boolean): boolean => {
    try {
      new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, end), { stream });
      return true;
    } catch {
      return false;
    }
  };
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sound(middle, true)) low = middle;
    else high = middle - 1;
  }
  // Back to where the character begins that does not go on.
  while (!sound(low, false)) low--;
  const before = bytes.subarray(0, low).toString("utf8");
  const start = before.lastIndexOf("\n") + 1;
  return { line: before.split("\n").length, column: before.length - start + 1, offset: low };
}
