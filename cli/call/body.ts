/** `-d`: the JSON messages of a call, each with the place it came from. */
import type { MethodKind } from "../../core/contract/views.ts";
import type { Arguments, OptionTable } from "../arguments.ts";
import { type JsonDocument, splitJsonDocuments } from "../json-text.ts";
import { readFileOrInput, type Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";

/** One text given with `-d`. `name` is the file, or empty for text from the command line. */
export interface BodyText {
  readonly name: string;
  readonly text: string;
  /** Of a text that goes on from another: the lines before it, and the columns of the last of them. */
  readonly before?: { readonly lines: number; readonly columns: number };
}

/** One message of a call: JSON text, and where it starts in the text it came from. */
export interface BodyMessage {
  readonly text: string;
  readonly body: BodyText;
  readonly start: number;
}

/** `-d`, which the commands that take a message share; `text` is its sentence in the help. */
export function dataOption(text: string): OptionTable {
  return { data: { type: "string", short: "d", multiple: true, value: "JSON|@FILE|-", text } };
}

/** The sentence of `-d` for a method of any kind. */
export const anyMessages =
  "The message: JSON, a file, or standard input. Several JSON documents one after another are a stream.";

/** The texts of all `-d` options, read from where they name: `@FILE`, `-` for standard input, or the text itself. */
export async function readBodies(given: Arguments, terminal: Terminal): Promise<readonly BodyText[]> {
  const bodies: BodyText[] = [];
  for (const word of given.texts("data")) bodies.push(await readBody(word, terminal));
  return bodies;
}

async function readBody(word: string, terminal: Terminal): Promise<BodyText> {
  const file = word === "-" ? "-" : word.startsWith("@") ? word.slice(1) : undefined;
  if (file === undefined) return { name: "", text: word };
  const bytes = await readFileOrInput(file, terminal);
  const name = file === "-" ? "standard input" : file;
  if (holdsControls(bytes)) {
    throw usageError(
      `${name} holds bytes, not JSON.`,
      "Messages as bytes are given with --bytes @FILE, several in one file with --frames.",
    );
  }
  try {
    return { name, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    throw usageError(
      `${name} is not UTF-8 text.`,
      "JSON is written in UTF-8: convert the file, then try again.",
    );
  }
}

/** No text in UTF-8 has such characters, and JSON writes them with escapes. */
function holdsControls(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
}

/** The messages of the texts, as many as the kind of method takes. Throws `usage` when it takes another number. */
export function splitMessages(
  bodies: readonly BodyText[],
  kind: MethodKind,
  method: string,
): readonly BodyMessage[] {
  const takesOne = kind === "unary" || kind === "server-stream";
  const messages = bodies.flatMap((body) => {
    const documents = splitJsonDocuments(body.text);
    // One message that does not parse stays whole, so that the codec says what is wrong with it.
    const whole: JsonDocument = { text: body.text, start: 0, complete: false, broken: false };
    const parts = takesOne && !documents.every(isObject) ? [whole] : documents;
    return parts.map(({ text, start }): BodyMessage => ({ text, body, start }));
  });
  if (!takesOne || messages.length === 1) return messages;
  if (bodies.length === 0) return [{ text: "{}", body: { name: "", text: "{}" }, start: 0 }];
  if (messages.length === 0) return bodies.map((body) => ({ text: body.text, body, start: 0 }));
  throw usageError(
    `${method} takes one message, and ${messages.length} were given.`,
    "Call it once for each message; only a client stream or a bidirectional stream takes several.",
  );
}

function isObject({ text, complete }: JsonDocument): boolean {
  return complete && text.startsWith("{");
}
