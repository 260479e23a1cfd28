/** What `encode` and `decode` work on: a file, standard input, or digits on the command line. */
import type { Arguments } from "../arguments.ts";
import { parseHex } from "../hex.ts";
import { readFileOrInput, type Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";

/** How bytes are spelled. */
export const byteForms = ["binary", "hex", "base64"] as const;
export type ByteForm = (typeof byteForms)[number];

/** How a message is written. */
export const textForms = ["json", "text"] as const;

/** A text and where it came from. */
export interface TextInput {
  readonly name: string;
  readonly text: string;
}

/** The text of a file, or of standard input for `-` and for nothing. Rejects where it is not UTF-8. */
export async function readTextInput(file: string | undefined, terminal: Terminal): Promise<TextInput> {
  const bytes = await readFileOrInput(file ?? "-", terminal);
  const name = nameOf(file);
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    throw usageError(`${name} is not UTF-8 text.`, "JSON and the text format are written in UTF-8.");
  }
}

/** The bytes of `--hex`, of a file, or of standard input, out of the spelling they are in. */
export async function readByteInput(
  given: Arguments,
  form: ByteForm,
  terminal: Terminal,
): Promise<Uint8Array> {
  const [, file] = given.positionals;
  const hex = given.text("hex");
  if (hex !== undefined) {
    if (file === undefined) return parseHex(hex, "--hex", "Write the bytes as 08 96 01.");
    throw usageError(
      "decode reads one thing: a FILE, - for standard input, or --hex.",
      "Leave one of them out.",
    );
  }
  const bytes = await readFileOrInput(file ?? "-", terminal);
  if (form === "binary") return bytes;
  const text = new TextDecoder().decode(bytes);
  return form === "hex"
    ? parseHex(text, nameOf(file), "Say --from binary for the bytes themselves, or --from base64.")
    : parseBase64(text, nameOf(file));
}

/** Base64 or base64url, with line breaks, with or without padding. */
function parseBase64(text: string, subject: string): Uint8Array {
  const characters = text.replace(/\s+/g, "");
  const body = characters.replace(/={1,2}$/, "");
  const wrong = /[^A-Za-z0-9+/_-]/u.exec(body)?.[0];
  if (wrong !== undefined) {
    throw usageError(
      `${subject} has ${JSON.stringify(wrong)} in it, which is no base64.`,
      "Say --from binary for the bytes themselves, or --from hex.",
    );
  }
  if (body.length % 4 === 1 || (body !== characters && characters.length % 4 !== 0)) {
    throw usageError(`The base64 of ${subject} is cut off.`, "It comes in groups of four characters.");
  }
  return new Uint8Array(Buffer.from(body, "base64"));
}

function nameOf(file: string | undefined): string {
  return file === undefined || file === "-" ? "standard input" : file;
}
