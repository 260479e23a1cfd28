/** Payloads of frames and of LEN records as documents of their own, decompressed where they are compressed. */
import { decompress } from "../../channels/decompress.ts";
import type { OpenPayloadRequest } from "../../contract/frames.ts";
import type { InputStep } from "../../contract/input.ts";
import type { DocumentSummary } from "../../contract/views.ts";
import type { Document, DocumentInput } from "../../documents/index.ts";
import { ByteglassError } from "../../error.ts";
import { explainMark } from "../../wire/explain.ts";
import { isSound } from "../../wire/soundness.ts";
import { framesRoom } from "../rooms.ts";
import type { DocumentStore } from "./documents.ts";
import { decompressionLabel, MAXIMUM_INPUT_LENGTH } from "./input-chain.ts";
import { addTyped } from "./inspect.ts";

/** Compressed bytes from which on it is worth telling that they are more than what they hold. */
const WORTH_TELLING = 64;

type PayloadForm = NonNullable<OpenPayloadRequest["as"]>;

/** Opens the body of a record. Rejects as `FrameMethods.openPayload` says. */
export async function openPayload(
  { documentId, record, as = "auto" }: OpenPayloadRequest,
  documents: DocumentStore,
): Promise<DocumentSummary> {
  const document = await documents.whole(documentId);
  const body = document.bodyOf(record);
  if (body === undefined) {
    throw new ByteglassError("usage", `Record ${record} has no body that could be a document.`, {
      hint: "Choose a frame, or a field of wire type LEN.",
    });
  }
  return await openSpan(document, record, body, as, documents);
}

async function openSpan(
  document: Document,
  record: number,
  span: { readonly start: number; readonly end: number },
  as: PayloadForm,
  documents: DocumentStore,
): Promise<DocumentSummary> {
  const packed = document.bytes.subarray(span.start, span.end);
  const [frame] = document.framesOf(record);
  const { detectCompression } = await framesRoom();
  const shown = frame === undefined ? detectCompression(packed) : frame.compression;
  const named = as === "auto" ? (shown ?? "") : as === "raw" ? "" : as;
  const form = named === "unknown" && (await isBrotli(packed)) ? "br" : named;
  const bytes = form === "" || form === "unknown" ? packed.slice() : await unpack(packed, form);
  const size = `${packed.length} B`;
  const place =
    frame === undefined ? `field ${document.pathOf(record)}, ${size}` : `frame ${frame.index + 1}, ${size}`;
  const label = form === "" || form === "unknown" ? place : decompressionLabel(form, packed.length);
  const { type, registry } = document.source;
  const bound =
    type === undefined || registry === undefined || frame === undefined ? undefined : { type, registry };
  const origin = { documentId: document.id, span, step: label };
  const step: InputStep = {
    kind: form === "" || form === "unknown" ? "framing" : "decompression",
    form: form === "" ? "raw" : form,
    label,
    inputLength: packed.length,
    outputLength: bytes.length,
    removable: true,
    alternatives: [],
  };
  const chain = [...(document.source.chain ?? []), step];
  const larger = { code: "frame-compressed-but-larger", record: -1, start: 0, end: bytes.length } as const;
  const isLarger = frame !== undefined && packed.length >= WORTH_TELLING && packed.length > bytes.length;
  const findings = isLarger ? [explainMark({ ...larger, values: [packed.length, bytes.length] }, "")] : [];
  const { input, names } = document.source;
  return await addTyped(documents, { bytes, findings, origin, chain, input, names }, bound);
}

async function unpack(packed: Uint8Array, form: string): Promise<Uint8Array> {
  const result = await decompress(packed, form, MAXIMUM_INPUT_LENGTH);
  if ("bytes" in result) return result.bytes;
  const tooLarge = result.fault === "too-large";
  throw new ByteglassError(
    tooLarge ? "too-large" : "bad-bytes",
    `The payload cannot be decompressed as ${form}: ${result.reason}.`,
    { hint: "Open it as it is, or choose another compression.", cause: new Error(result.reason) },
  );
}

/** Brotli has no mark of its own: it is taken for that when it unpacks to a sound message, and is none as it is. */
async function isBrotli(packed: Uint8Array): Promise<boolean> {
  if (isSound(packed)) return false;
  const result = await decompress(packed, "br", MAXIMUM_INPUT_LENGTH);
  return "bytes" in result && result.bytes.length > 0 && isSound(result.bytes);
}

/** What is in the one message frame of a document, when it is compressed in a known way; undefined otherwise. */
export async function openLonePayload(
  { documentId, chain = [] }: DocumentSummary,
  documents: DocumentStore,
  { choices }: DocumentInput,
): Promise<DocumentSummary | undefined> {
  const document = documents.get(documentId);
  const frames = document.readFrames(0, 3);
  const messages = frames.filter(({ role }) => role === "message");
  const [frame] = messages;
  if (frame === undefined || messages.length !== 1 || frames.length > 2) return undefined;
  if (frame.compression === "") return undefined;
  const { start, end } = frame.payload;
  if (frame.compression === "unknown" && !(await isBrotli(document.bytes.subarray(start, end))))
    return undefined;
  if (choices.some((choice) => choice.step === chain.length && choice.form === "")) return undefined;
  try {
    return await openSpan(document, frame.record, frame.payload, "auto", documents);
  } catch (thrown) {
    // What cannot be unpacked is shown as it is, with the reason.
    const { id: _, ...source } = document.source;
    const { message, cause } = ByteglassError.from(thrown);
    const reason = cause instanceof Error ? cause.message : message.replace(/\.$/, "");
    const mark = { code: "frame-decompress-failed", record: frame.record, ...frame.payload } as const;
    const finding = explainMark({ ...mark, values: [frame.compression, reason] }, "");
    const add = await documents.ready();
    return add({ ...source, findings: [...(source.findings ?? []), finding] });
  }
}
