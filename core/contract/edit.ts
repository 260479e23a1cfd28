/** Editing a document: parameters, answers and methods. */
import * as v from "valibot";
import { Bytes, Identifier, Offset, Text } from "./shapes.ts";
import type { DocumentSummary } from "./views.ts";

/** How a text is read as the bytes of one value. */
const ValueTypeSchema = v.picklist([
  "varint",
  "int32",
  "uint32",
  "int64",
  "sint",
  "sint32",
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
const EditSchema = v.variant("kind", [
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
export type EditDocumentRequest = v.InferOutput<typeof EditDocumentParams>;

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

/** What can be done to the bytes of a document. */
export interface EditMethods {
  /** A new document with one edit made. Rejects with `usage` for an edit that has no place, `bad-bytes` for text that is no value. */
  editDocument(request: EditDocumentRequest): Promise<EditedDocument>;
}
