/** Large documents are shown before they are read to their end. */
import * as v from "valibot";
import { Identifier } from "./shapes.ts";
import type { DocumentSummary } from "./views.ts";

/** How far a document has been read, in bytes. */
export interface ReadingProgress {
  readonly done: number;
  readonly total: number;
}

/** More of a document was read; without `progress` in the summary it is whole. */
export interface DocumentNews {
  readonly kind: "document";
  readonly summary: DocumentSummary;
}

export const StopReadingParams = v.object({ documentId: Identifier });
export type StopReadingRequest = v.InferOutput<typeof StopReadingParams>;

export interface LargeDocumentMethods {
  /** Takes what was not read yet of a document as a gap, with a finding that says so. Nothing for one that is whole. */
  stopReading(request: StopReadingRequest): Promise<void>;
}
