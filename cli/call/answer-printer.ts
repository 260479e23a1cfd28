/** The messages of an answer, out of the engine in the order they came. */
import type { Engine } from "../../core/contract/engine.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import { compactJson } from "../json-text.ts";

/** A message as text and as hexadecimal digits. */
export interface PrintedMessage {
  readonly json: string;
  readonly hex: string;
  readonly findings: readonly Finding[];
}

/** Takes messages in the order they come. */
export interface AnswerReader {
  take(document: DocumentSummary): void;
  /** Resolves when every message that was taken has been handed on. Rejects with the first failure. */
  settle(): Promise<void>;
}

/** Reads a message out of the engine and releases it: the engine need not keep what has been printed. */
export async function readMessage(engine: Engine, document: DocumentSummary): Promise<PrintedMessage> {
  const { documentId, jsonTextLength, byteLength, findings } = document;
  const json = await engine.readJson({ documentId, start: 0, end: jsonTextLength });
  const bytes = await engine.readBytes({ documentId, start: 0, end: byteLength });
  await engine.release({ documentId });
  return { json, hex: toHex(bytes), findings };
}

/**
 * Reads each message and hands it on, in the order the messages came. A message with a type inside that its schema
 * lacks is read again with the schema that `whole` opens.
 */
export function createAnswerReader(
  engine: Engine,
  whole: () => Promise<string>,
  onMessage: (message: PrintedMessage) => void,
): AnswerReader {
  let last: Promise<void> = Promise.resolve();
  return {
    take(document) {
      // Reading starts at once, for the engine may have to make room before the message's turn comes.
      const message = readWhole(engine, document, whole);
      message.catch(() => undefined);
      last = last.then(async () => onMessage(await message));
      last.catch(() => undefined);
    },
    settle: () => last,
  };
}

/** What the codec and the walker call a type inside `google.protobuf.Any` that is not loaded. */
const anyCodes: ReadonlySet<string> = new Set(["unresolved-any", "any-unresolved"]);

async function readWhole(
  engine: Engine,
  document: DocumentSummary,
  whole: () => Promise<string>,
): Promise<PrintedMessage> {
  if (!document.findings.some(({ code }) => anyCodes.has(code))) return readMessage(engine, document);
  const { documentId, byteLength, typeName } = document;
  const bytes = await engine.readBytes({ documentId, start: 0, end: byteLength });
  const again = await engine.inspect({ input: { kind: "bytes", bytes }, schemaId: await whole(), typeName });
  // An inspection may take the bytes for a frame or a compression; a message of a call is neither.
  return readMessage(engine, again.byteLength === byteLength ? again : document);
}

/** A message on a line of its own, as a stream has them. */
export function onOneLine({ json }: PrintedMessage): string {
  return `${compactJson(json)}\n`;
}

/** A message laid out to be read. */
export function laidOut({ json }: PrintedMessage): string {
  return `${json}\n`;
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
