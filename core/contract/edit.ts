/** Editing a document, comparing two, and where the bytes of one go: parameters, answers and methods. */
import * as v from "valibot";
import { Bytes, Identifier, Offset, Text } from "./shapes.ts";
import type { DocumentSummary } from "./views.ts";

/** How a text is read as the bytes of one value. */
export const ValueTypeSchema = v.picklist([
  "varint",
  "sint",
  "bool",
  "fixed32",
  "sfixed32",
  "float",
  "fixed64",
  "sfixed64",
  "double",
  "string",
  "hex",
  "base64",
]);
export type ValueType = v.InferOutput<typeof ValueTypeSchema>;

/** One edit of a document. Records are rows of its tree, spans are bytes of it. */
export const EditSchema = v.variant("kind", [
  v.object({ kind: v.literal("replace-bytes"), start: Offset, end: Offset, bytes: Bytes }),
  /** Sets the value of a record; without `type` the record's own declared or wire type says how to read the text. */
  v.object({
    kind: v.literal("set-value"),
    record: Offset,
    text: Text,
    type: v.optional(ValueTypeSchema),
  }),
  v.object({ kind: v.literal("delete"), record: Offset }),
  v.object({ kind: v.literal("duplicate"), record: Offset }),
  /** Inserts whole records before a record, or at the end of the message when `before` is absent. */
  v.object({ kind: v.literal("insert"), before: v.optional(Offset), bytes: Bytes }),
  /** Moves a record before another one of the same message. */
  v.object({ kind: v.literal("move"), record: Offset, before: Offset }),
  v.object({
    kind: v.literal("set-number"),
    record: Offset,
    number: v.pipe(Offset, v.maxValue(536_870_911)),
  }),
  v.object({ kind: v.literal("set-wire-type"), record: Offset, wireType: v.pipe(Offset, v.maxValue(7)) }),
  /** Writes a length that need not be true; it is never repaired itself. */
  v.object({ kind: v.literal("set-length"), record: Offset, length: Offset }),
  v.object({ kind: v.literal("truncate"), at: Offset }),
  /** Pads the varint of a record (its value, or the length of a LEN record) to a width in bytes. */
  v.object({
    kind: v.literal("pad-varint"),
    record: Offset,
    width: v.pipe(Offset, v.minValue(1), v.maxValue(10)),
  }),
  /** Puts a byte that no UTF-8 has in front of a LEN body. */
  v.object({ kind: v.literal("break-utf8"), record: Offset }),
  /** Takes the end tag of a group away. */
  v.object({ kind: v.literal("unclose-group"), record: Offset }),
]);
export type Edit = v.InferOutput<typeof EditSchema>;

export const EditDocumentParams = v.object({
  documentId: Identifier,
  edit: EditSchema,
  /** True rewrites the lengths of all enclosing messages, keeping their width when the value fits. */
  repair: v.boolean(),
});
/** Paths (as in `Difference.path`, indexes left out) are not compared, nor is what is inside them. */
export const DiffMessagesParams = v.object({
  before: Identifier,
  after: Identifier,
  ignoredPaths: v.optional(v.array(v.pipe(v.string(), v.maxLength(4096)))),
  /** Largest absolute difference between two floating-point numbers that counts as none. */
  floatTolerance: v.optional(v.pipe(v.number(), v.finite(), v.minValue(0))),
});
export const MeasureDocumentParams = v.object({ documentId: Identifier });
export type EditDocumentRequest = v.InferOutput<typeof EditDocumentParams>;
export type DiffMessagesRequest = v.InferOutput<typeof DiffMessagesParams>;
export type MeasureDocumentRequest = v.InferOutput<typeof MeasureDocumentParams>;

/** Bytes `start` to `end` of the document before, replaced by others. Patches are sorted and do not overlap. */
export interface BytePatch {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
}

/** The new document; the one before lives on under its id, so undo is going back to it. */
export interface EditedDocument {
  readonly document: DocumentSummary;
  readonly patches: readonly BytePatch[];
}

/** `encoding`: the same value, written with other bytes (width, packing, default against absent). */
export type DifferenceKind = "added" | "removed" | "changed" | "encoding";

/** A place where two messages differ; spans are of the records on either side. */
export interface Difference {
  readonly kind: DifferenceKind;
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
  readonly beforeSpan?: { readonly start: number; readonly end: number };
  readonly afterSpan?: { readonly start: number; readonly end: number };
}

export interface MessageDifference {
  /** Nothing but encodings differs. */
  readonly sameMeaning: boolean;
  readonly sameBytes: boolean;
  readonly differences: readonly Difference[];
  /** Differences there were no rows for; with any of them the list is not whole. */
  readonly omitted: number;
  /** The bytes between the common beginning and the common end, on either side. */
  readonly beforeBytes: { readonly start: number; readonly end: number };
  readonly afterBytes: { readonly start: number; readonly end: number };
}

/** Bytes of all records with one field path. `total` is tags + lengths + payload + what the children take. */
export interface SizeNode {
  readonly path: string;
  readonly label: string;
  readonly count: number;
  readonly tags: number;
  readonly lengths: number;
  /** Bytes of values, without those of child records. */
  readonly payload: number;
  readonly total: number;
  /** Largest first; the last may be the rest, with the path `…`. */
  readonly children: readonly SizeNode[];
}

export interface DocumentSizes {
  readonly root: SizeNode;
  /** Bytes of the message, of its compact JSON, and of each under gzip. */
  readonly protobuf: number;
  readonly json: number;
  readonly protobufGzip: number;
  readonly jsonGzip: number;
}

export interface EditMethods {
  /** A new document with one edit made. Rejects with `usage` for an edit that has no place, `bad-bytes` for text that is no value. */
  editDocument(request: EditDocumentRequest): Promise<EditedDocument>;
  /** What differs between two documents, by field and by byte. */
  diffMessages(request: DiffMessagesRequest): Promise<MessageDifference>;
  /** Which fields take how many bytes. */
  measureDocument(request: MeasureDocumentRequest): Promise<DocumentSizes>;
}
