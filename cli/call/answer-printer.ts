/** Prints the messages of an answer: each on a line as it comes, or one laid out to be read. */
import type { Engine } from "../../core/contract/engine.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { compactJson } from "../json-text.ts";

/** A message as text and as hexadecimal digits. */
export interface PrintedMessage {
  readonly json: string;
  readonly hex: string;
}

/** Takes messages in the order they come. */
export interface AnswerReader {
  take(document: DocumentSummary): void;
  /** Resolves when every message that was taken has been handed on. Rejects with the first failure. */
  settle(): Promise<void>;
}

/** Reads a message out of the engine and releases it: the engine need not keep what has been printed. */
export async function readMessage(
  engine: Engine,
  document: DocumentSummary,
  withHex: boolean,
): Promise<PrintedMessage> {
  const { documentId, jsonTextLength, byteLength } = document;
  const json = await engine.readJson({ documentId, start: 0, end: jsonTextLength });
  const bytes = withHex
    ? await engine.readBytes({ documentId, start: 0, end: byteLength })
    : new Uint8Array();
  await engine.release({ documentId });
  return { json, hex: toHex(bytes) };
}

/** Reads each message and hands it on, in the order the messages came. `withHex` reads the bytes too. */
export function createAnswerReader(
  engine: Engine,
  withHex: boolean,
  onMessage: (message: PrintedMessage) => void,
): AnswerReader {
  let last: Promise<void> = Promise.resolve();
  return {
    take(document) {
      // Reading starts at once, for the engine may have to make room before the message's turn comes.
      const message = readMessage(engine, document, withHex);
      message.catch(() => undefined);
      last = last.then(async () => onMessage(await message));
      last.catch(() => undefined);
    },
    settle: () => last,
  };
}

/** A stream's message: one line. */
export function onOneLine({ json }: PrintedMessage): string {
  return `${compactJson(json)}\n`;
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
