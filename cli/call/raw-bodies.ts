/** `--bytes`: the messages of a call as they are to travel. */
import type { CallBody } from "../../core/contract/params.ts";
import type { Arguments } from "../arguments.ts";
import { parseHex } from "../hex.ts";
import { readFileOrInput, type Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";

/** The messages given with `--bytes`, in hex or as `@FILE`; undefined when there are none, or a file of several. */
export async function readRawBodies(
  given: Arguments,
  terminal: Terminal,
): Promise<readonly CallBody[] | undefined> {
  const words = given.texts("bytes");
  if (words.length === 0 || given.text("frames") !== undefined) return undefined;
  if (given.texts("data").length > 0) {
    throw usageError(
      "-d and --bytes cannot be given together.",
      "Say -d for messages as JSON, or --bytes for messages as bytes.",
    );
  }
  const bodies: CallBody[] = [];
  for (const word of words) bodies.push({ kind: "bytes", bytes: await readBytes(word, terminal) });
  return bodies;
}

async function readBytes(word: string, terminal: Terminal): Promise<Uint8Array> {
  if (word.startsWith("@")) return await readFileOrInput(word.slice(1), terminal);
  return parseHex(word, "--bytes", "Write the bytes as 08 96 01, or name a file as @message.bin.");
}
