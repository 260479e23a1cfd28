/** The readings of a record, and choosing one. */
import * as v from "valibot";
import { Identifier, Offset } from "./shapes.ts";
import type { DocumentSummary } from "./views.ts";

/** How sure the best reading is: the gap to the second is above 20 bits, above 8, or less. */
export type ReadingConfidence = "sure" | "probable" | "ambiguous";

/** One way to read the body of a record. */
export interface ValueReading {
  /** What `chooseReading` takes: `int64`, `string`, `message`, `packed float`, `uuid`, `unix time, ms` … */
  readonly type: string;
  /** One line, bounded to 200 characters. */
  readonly value: string;
  /** Description length in bits; lower is likelier. Absent for readings that are offered but not weighed. */
  readonly cost?: number;
  /** Why it is offered or likely, one sentence fragment each: `all 9 bytes are ASCII letters or _`. */
  readonly evidence: readonly string[];
  /** False when a writer of this type would have written other bytes. */
  readonly canonical: boolean;
  /** What `openPayload` takes to open the body as a document, for bodies that hold one. */
  readonly opens?: "raw" | "gzip" | "zlib" | "zstd";
}

/** All readings of one record, the likeliest first. */
export interface RecordReadings {
  readonly record: number;
  readonly path: string;
  /** `type` of the reading that is shown. */
  readonly shown: string;
  /** Who decided: the bytes, somebody who chose, or the schema. */
  readonly decidedBy: "guess" | "choice" | "schema";
  readonly confidence: ReadingConfidence;
  /** Bits between the best reading and `runnerUp`; absent where only one can be. */
  readonly gap?: number;
  readonly runnerUp?: string;
  /** Occurrences of the field, over all messages of the document, that the guess rests on. */
  readonly pooledCount: number;
  readonly readings: readonly ValueReading[];
  /** Readings that were looked at and cannot be, with the reason: `message: field number 0 at 2`. */
  readonly refused: readonly string[];
}

export const ReadReadingsParams = v.object({ documentId: Identifier, record: Offset });
export type ReadReadingsRequest = v.InferOutput<typeof ReadReadingsParams>;

export const ChooseReadingParams = v.object({
  documentId: Identifier,
  record: Offset,
  /** Absent gives the choice back to the guess. */
  type: v.optional(Identifier),
});
export type ChooseReadingRequest = v.InferOutput<typeof ChooseReadingParams>;

export interface ReadingMethods {
  readReadings(request: ReadReadingsRequest): Promise<RecordReadings>;
  /**
   * A new document in which the field of a record, in all its occurrences, is read as chosen. The document before
   * lives on, so undo is going back. Rejects with `usage` for a reading that the record cannot have.
   */
  chooseReading(request: ChooseReadingRequest): Promise<DocumentSummary>;
}
