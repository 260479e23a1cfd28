/** Putting byte patches in force again: parameters and methods. */
import * as v from "valibot";
import { Bytes, Identifier, Offset } from "./shapes.ts";
import type { DocumentSummary } from "./views.ts";

/** One replacement; offsets are of the bytes before the step it belongs to. */
const PatchSchema = v.object({ start: Offset, end: Offset, bytes: Bytes });

export const PatchDocumentParams = v.object({
  documentId: Identifier,
  /** Made one after another. The patches of a step are sorted and do not overlap. */
  steps: v.pipe(v.array(v.pipe(v.array(PatchSchema), v.maxLength(100_000))), v.maxLength(10_000)),
});
export type PatchDocumentRequest = v.InferOutput<typeof PatchDocumentParams>;

export interface PatchMethods {
  /**
   * A new document, as `editDocument` made it before: how a face brings kept edits back. Rejects with `usage`
   * for patches that are not of these bytes.
   */
  patchDocument(request: PatchDocumentRequest): Promise<DocumentSummary>;
}
