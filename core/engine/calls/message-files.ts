/** Messages out of files, one at a time: a file may be larger than memory. */
import { createReadStream } from "node:fs";
import { ValueSplitter } from "../../channels/http-json/value-splitter.ts";
import { MessageSplitter } from "../../channels/http-protobuf/message-splitter.ts";
import type { SendFileRequest } from "../../contract/streams.ts";
import { ByteglassError, messageOf } from "../../error.ts";

/** One message of a file, as it stands there. */
export type FileMessage = { readonly text: string } | { readonly bytes: Uint8Array };

/** UTF-16 units of one JSON document, and bytes of one framed message. */
const MOST = 512 * 1024 * 1024;

/**
 * The messages of a file: JSON documents, or protobuf behind its lengths. Without a form the first bytes tell, as text
 * has no control characters. Rejects with `file-unreadable`, `too-large`, and `bad-bytes` for lengths that lead nowhere.
 */
export async function* messagesOfFile({ file, form }: SendFileRequest): AsyncGenerator<FileMessage> {
  const chunks = chunksOf(file);
  const first = await chunks.next();
  if (first.done === true) return;
  const chosen = form ?? (isText(first.value) ? "json" : "delimited");
  const all = rejoined(first.value, chunks);
  yield* chosen === "json" ? textsOf(file, all) : framedOf(file, all, chosen);
}

async function* chunksOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file)) yield chunk;
  } catch (thrown) {
    const reason = messageOf(thrown);
    throw new ByteglassError("file-unreadable", `The file ${file} could not be read: ${reason}.`, {
      hint: "Check the name and the permissions.",
      cause: thrown,
    });
  }
}

async function* rejoined(first: Uint8Array, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

/** No control characters but tabs and line ends. */
function isText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

async function* textsOf(file: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<FileMessage> {
  const splitter = new ValueSplitter(MOST);
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    for (const text of splitter.read(decoder.decode(chunk, { stream: true }))) yield { text };
    if (splitter.isTooLong) throw new ByteglassError("too-large", `A message of ${file} is too long.`);
  }
  for (const text of splitter.read(decoder.decode())) yield { text };
  // Whatever stands at the end goes to the codec, which says what is wrong with it.
  const last = splitter.end() ?? splitter.unfinished;
  if (last !== "") yield { text: last };
}

async function* framedOf(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  form: "delimited" | "length-prefixed",
): AsyncGenerator<FileMessage> {
  const splitter = new MessageSplitter(form === "delimited" ? "varint" : "four-bytes", MOST);
  let count = 0;
  for await (const chunk of chunks) {
    for (const bytes of splitter.read(chunk)) {
      count++;
      yield { bytes };
    }
    if (splitter.fault !== undefined) throw badLength(file, count + 1, form);
  }
  const rest = splitter.unfinished().length;
  if (rest === 0) return;
  throw new ByteglassError("bad-bytes", `${file} ends inside message ${count + 1}, ${rest} bytes into it.`, {
    hint: `${before(count)} Check that the file is whole, and that its messages are ${nameOf(form)}.`,
  });
}

function badLength(file: string, number: number, form: "delimited" | "length-prefixed"): ByteglassError {
  return new ByteglassError("bad-bytes", `The length of message ${number} of ${file} cannot be one.`, {
    hint: `${before(number - 1)} Check that its messages are ${nameOf(form)}.`,
  });
}

function before(count: number): string {
  if (count === 0) return "Nothing was sent.";
  return count === 1 ? "The message before it went out." : `The ${count} messages before it went out.`;
}

function nameOf(form: "delimited" | "length-prefixed"): string {
  return form === "delimited"
    ? "delimited, each behind its length as a varint"
    : "each behind its length in four bytes";
}
