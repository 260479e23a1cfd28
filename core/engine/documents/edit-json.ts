/** Edits of a document's JSON as patches of its bytes: of its one message, of all its frames, or of one of them. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { BytePatch } from "../../contract/edit.ts";
import type { Frame } from "../../contract/frames.ts";
import type { Document } from "../../documents/index.ts";
import { jsonPatches, type MessageChange } from "../../edit/json/json-patches.ts";
import { applyPatches } from "../../edit/patch.ts";
import { repairLengths, sortPatches } from "../../edit/repair.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding, Span } from "../../finding.ts";
import { codecRoom } from "../rooms.ts";

/** What is asked of a document. */
export interface JsonEdit {
  readonly json: string;
  /** What `json` was before; the document's own unless told. */
  readonly base?: string | undefined;
  /** The frame whose message alone `json` is. */
  readonly frame?: number | undefined;
  readonly repair: boolean;
}

interface TypedDocument {
  readonly type: DescMessage;
  readonly registry: Registry;
  readonly bytes: Uint8Array;
  /** All frames; none for one message without a frame. */
  readonly frames: readonly Frame[];
  /** Those whose messages are in the JSON. */
  readonly messages: readonly Frame[];
}

const NOWHERE: Span = { start: 0, end: 0 };

/** The new bytes and their patches. Rejects as `DocumentTextMethods.editJson` says. */
export async function editJson(
  document: Document,
  edit: JsonEdit,
): Promise<{ readonly bytes: Uint8Array; readonly patches: readonly BytePatch[] }> {
  const typed = typedDocument(document);
  const changes = await messageChanges(document, typed, edit);
  const { bytes } = document;
  const { format } = document.source;
  const { table, patches } = jsonPatches({ ...typed, bytes, format }, changes);
  const made = edit.repair ? repairLengths(table, patches) : sortPatches(patches);
  return { bytes: applyPatches(bytes, made), patches: made };
}

/** The JSON of one frame's message. */
export async function readFrameJson(document: Document, frame: number): Promise<string> {
  const typed = typedDocument(document);
  return await frameJson(typed, typed.messages[messageIndex(typed, frame)]?.payload ?? NOWHERE);
}

/** Before and after of each message; undefined for those that the edit is not about. */
async function messageChanges(
  document: Document,
  typed: TypedDocument,
  { json, base, frame }: JsonEdit,
): Promise<readonly (MessageChange | undefined)[]> {
  if (frame !== undefined) {
    const index = messageIndex(typed, frame);
    const message = typed.messages[index]?.payload ?? NOWHERE;
    const before = base ?? (await frameJson(typed, message));
    const change = await changeOf(typed, message, before, { text: json, whole: json, start: 0 });
    return typed.messages.map((_, at) => (at === index ? change : undefined));
  }
  const shown = base ?? document.readJson(0, document.summary.jsonTextLength);
  if (typed.frames.length < 2) {
    const message = typed.messages[0]?.payload ?? { start: 0, end: document.bytes.length };
    return [await changeOf(typed, message, shown, { text: json, whole: json, start: 0 })];
  }
  const { jsonListItems } = await codecRoom();
  const [before, after] = [jsonListItems(shown), jsonListItems(json)];
  if (!after.ok) throw notFitting(typed.type, after.findings);
  if (!before.ok || before.value.length !== after.value.length) {
    throw new ByteglassError(
      "usage",
      `The list has ${after.value.length} messages, but there are ${typed.messages.length} in frames.`,
      { hint: "Keep one message a frame; frames are put in and taken out among the fields or the bytes." },
    );
  }
  const changes: (MessageChange | undefined)[] = [];
  for (const [index, { start, end }] of after.value.entries()) {
    const old = before.value[index] ?? NOWHERE;
    const message = typed.messages[index]?.payload ?? NOWHERE;
    const placed = { text: json.slice(start, end), whole: json, start };
    changes.push(await changeOf(typed, message, shown.slice(old.start, old.end), placed));
  }
  return changes;
}

/** A message's text, and the whole text that it stands in from `start` on. */
interface PlacedText {
  readonly text: string;
  readonly whole: string;
  readonly start: number;
}

async function changeOf(
  { type, registry, bytes }: TypedDocument,
  message: Span,
  before: string,
  { text, whole, start }: PlacedText,
): Promise<MessageChange | undefined> {
  if (before === text) return undefined;
  const { encodeJson } = await codecRoom();
  const options = { registry, verbatim: true, links: false };
  const after = encodeJson(type, text, options);
  if (!after.ok) {
    // Read once more where it stands, so that lines and columns are those of the whole text.
    const placed = `${whole.slice(0, start).replace(/[^\n]/g, " ")}${text}`;
    throw notFitting(type, encodeJson(type, placed, options).findings);
  }
  const old = encodeJson(type, before, options);
  // JSON that cannot be written back is of bytes that it could not wholly say: they stand for themselves.
  const oldBytes = old.ok ? old.value.bytes : bytes.subarray(message.start, message.end);
  return { before: oldBytes, after: after.value.bytes };
}

async function frameJson({ type, registry, bytes }: TypedDocument, { start, end }: Span): Promise<string> {
  const { renderJson } = await codecRoom();
  return renderJson(type, bytes.subarray(start, end), { registry, links: false }).text;
}

function typedDocument(document: Document): TypedDocument {
  const { bytes, source } = document;
  const { type, registry } = source;
  if (type === undefined || registry === undefined) {
    throw new ByteglassError("usage", "JSON can be edited only where a schema says what it means.", {
      hint: "Choose the message type of these bytes first, or edit their fields.",
    });
  }
  const frames = document.readFrames(0, Number.POSITIVE_INFINITY);
  const messages = frames.filter(({ role, compression }) => role === "message" && compression === "");
  if (frames.length > 0 && messages.length === 0) {
    throw new ByteglassError("usage", "No frame here holds a message that can be edited in place.", {
      hint: "Open the payload of a frame, and edit its JSON there.",
    });
  }
  return { type, registry, bytes, frames, messages };
}

function messageIndex({ messages }: TypedDocument, frame: number): number {
  const index = messages.findIndex((message) => message.index === frame);
  if (index >= 0) return index;
  throw new ByteglassError("usage", `Frame ${frame} holds no message that can be edited in place.`, {
    hint: "Choose another frame, or open the payload of this one and edit its JSON there.",
  });
}

function notFitting(type: DescMessage, findings: readonly Finding[]): ByteglassError {
  return new ByteglassError("bad-json", `This is no JSON of ${type.typeName}.`, {
    hint: "Correct what is listed; the bytes are as they were.",
    findings,
  });
}
