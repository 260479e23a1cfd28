/** The canonical form of a message: parameters and methods. */
import * as v from "valibot";
import type { EditedDocument } from "./edit.ts";
import { Identifier } from "./shapes.ts";

export const CanonicalDocumentParams = v.object({ documentId: Identifier });
export type CanonicalDocumentRequest = v.InferOutput<typeof CanonicalDocumentParams>;

export interface CanonicalMethods {
  /**
   * A new document with the same meaning as a serializer would write it. With a schema: fields by number, merged and
   * without what was replaced, packed as declared, shortest varints, defaults left out. Without one: shortest varints and
   * fields by number on the outermost level. The messages in frames keep their frames, whose lengths are mended. What it
   * changes is what `diffDocuments` tells of the two. Rejects with `bad-bytes` and findings for damaged bytes.
   */
  canonicalDocument(request: CanonicalDocumentRequest): Promise<EditedDocument>;
}
