/** The messages of an answer, out of the call's recording in the order they came. */
import type { Engine } from "../../core/contract/engine.ts";
import type { RecordedMessage } from "../../core/contract/recordings.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import { compactJson } from "../json-text.ts";

/** A message as text and as hexadecimal digits. */
export interface ReadMessage {
  readonly json: string;
  readonly hex: string;
  readonly findings: readonly Finding[];
}

/** A message out of a recording. */
export interface PrintedMessage extends ReadMessage {
  /** Its number on its side, from 0, and ms since the call began. */
  readonly index: number;
  readonly at: number;
}

/** Takes messages in the order they come. */
export interface AnswerReader {
  /** So many have come by now. */
  advance(receivedCount: number): void;
  /** Resolves when every message that came has been handed on. Rejects with the first failure. */
  settle(): Promise<void>;
}

/** Messages that are read at once. */
const PAGE = 500;

/** Reads a message out of the engine and releases it. */
export async function readMessage(engine: Engine, document: DocumentSummary): Promise<ReadMessage> {
  const { documentId, jsonTextLength, byteLength, findings } = document;
  const json = await engine.readJson({ documentId, start: 0, end: jsonTextLength });
  const bytes = await engine.readBytes({ documentId, start: 0, end: byteLength });
  await engine.release({ documentId });
  return { json, hex: toHex(bytes), findings };
}

/** What an answer is read from, and who takes it. */
export interface AnswerParts {
  readonly engine: Engine;
  readonly recordingId: string;
  readonly typeName: string;
  /** Opens the whole schema, for a message with a type inside that its own schema lacks. */
  readonly whole: () => Promise<string>;
  /** Takes a message; what it waits for holds the reading back. */
  readonly onMessage: (message: PrintedMessage) => Promise<void> | void;
}

/** Reads the messages that have come, page by page, and hands them on. */
export function createAnswerReader(parts: AnswerParts): AnswerReader {
  const { engine, recordingId, onMessage } = parts;
  let available = 0;
  let next = 0;
  let reading: Promise<void> = Promise.resolve();
  let busy = false;

  async function readOn(): Promise<void> {
    while (next < available) {
      const page = { recordingId, side: "in" as const, start: next, end: Math.min(available, next + PAGE) };
      const messages = await engine.readMessages(page);
      // Messages beyond the bound of a recording are counted and not kept: the record says so.
      if (messages.length === 0) return;
      for (const message of messages) await onMessage(await readWhole(parts, message));
      next += messages.length;
    }
  }

  return {
    advance(receivedCount) {
      available = Math.max(available, receivedCount);
      if (busy || next >= available) return;
      busy = true;
      reading = reading.then(readOn).finally(() => {
        busy = false;
      });
      reading.catch(() => undefined);
    },
    async settle() {
      await reading;
      await readOn();
    },
  };
}

/** What the codec and the walker call a type inside `google.protobuf.Any` that is not loaded. */
const anyCodes: ReadonlySet<string> = new Set(["unresolved-any", "any-unresolved"]);

async function readWhole(parts: AnswerParts, message: RecordedMessage): Promise<PrintedMessage> {
  const { index, at, json, bytes, findings } = message;
  const read = { index, at, json, hex: toHex(bytes), findings };
  if (!findings.some(({ code }) => anyCodes.has(code))) return read;
  const schemaId = await parts.whole();
  const { typeName, engine } = parts;
  const again = await engine.inspect({ input: { kind: "bytes", bytes }, schemaId, typeName });
  // An inspection may take the bytes for a frame or a compression; a message of a call is neither.
  return again.byteLength === bytes.length ? { ...read, ...(await readMessage(engine, again)) } : read;
}

/** A message on a line of its own, as a stream has them. */
export function onOneLine({ json }: ReadMessage): string {
  return `${compactJson(json)}\n`;
}

/** A message laid out to be read. */
export function laidOut({ json }: ReadMessage): string {
  return `${json}\n`;
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
