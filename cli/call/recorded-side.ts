/** The messages of one side of a call, out of its recording in the order they came. */
import type { Engine } from "../../core/contract/engine.ts";
import type { RecordedMessage, Side } from "../../core/contract/recordings.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import { toHex } from "../hex.ts";

/** A message as text and as hexadecimal digits. */
export interface ReadMessage {
  readonly json: string;
  readonly hex: string;
  readonly findings: readonly Finding[];
}

/** A message out of a recording: its number on its side, which event it is, and ms since the call began. */
export interface PrintedMessage extends ReadMessage, Omit<RecordedMessage, "bytes"> {
  readonly byteLength: number;
}

/** Messages that are read at once. */
const PAGE = 500;

/** What a side is read from. */
export interface SideParts {
  readonly engine: Engine;
  readonly recordingId: string;
  readonly side: Side;
  readonly typeName: string;
  /** Opens the whole schema, for a message with a type inside that its own schema lacks. */
  readonly whole: () => Promise<string>;
}

/** Reads the messages of a side one after the other, page by page; it holds one page. */
export class RecordedSide {
  readonly #parts: SideParts;
  #page: readonly RecordedMessage[] = [];
  #position = 0;
  #taken = 0;

  constructor(parts: SideParts) {
    this.#parts = parts;
  }

  /** How many messages were taken. */
  get taken(): number {
    return this.#taken;
  }

  /** The event that is the next of the first `count` messages; undefined when all of them were taken. */
  async peek(count: number): Promise<number | undefined> {
    if (this.#taken >= count) return undefined;
    if (this.#position >= this.#page.length) {
      const { engine, recordingId, side } = this.#parts;
      const end = Math.min(count, this.#taken + PAGE);
      this.#page = await engine.readMessages({ recordingId, side, start: this.#taken, end });
      this.#position = 0;
    }
    // Messages beyond the bound of a recording are counted and not kept: the record says so.
    return this.#page[this.#position]?.event;
  }

  /** Takes the next of the first `count` messages. */
  async take(count: number): Promise<PrintedMessage | undefined> {
    if ((await this.peek(count)) === undefined) return undefined;
    const message = this.#page[this.#position];
    this.#position += 1;
    this.#taken += 1;
    return message && (await readWhole(this.#parts, message));
  }
}

/** Reads a message out of the engine and releases it. */
export async function readMessage(engine: Engine, document: DocumentSummary): Promise<ReadMessage> {
  const { documentId, jsonTextLength, byteLength, findings } = document;
  const json = await engine.readJson({ documentId, start: 0, end: jsonTextLength });
  const bytes = await engine.readBytes({ documentId, start: 0, end: byteLength });
  await engine.release({ documentId });
  return { json, hex: toHex(bytes), findings };
}

/** What the codec and the walker call a type inside `google.protobuf.Any` that is not loaded. */
const anyCodes: ReadonlySet<string> = new Set(["unresolved-any", "any-unresolved"]);

async function readWhole(parts: SideParts, message: RecordedMessage): Promise<PrintedMessage> {
  const { bytes, ...rest } = message;
  const read = { ...rest, hex: toHex(bytes), byteLength: bytes.length };
  if (!message.findings.some(({ code }) => anyCodes.has(code))) return read;
  const schemaId = await parts.whole();
  const { typeName, engine } = parts;
  const again = await engine.inspect({ input: { kind: "bytes", bytes }, schemaId, typeName });
  // An inspection may take the bytes for a frame or a compression; a message of a call is neither.
  return again.byteLength === bytes.length ? { ...read, ...(await readMessage(engine, again)) } : read;
}
