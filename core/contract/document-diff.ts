/** What differs between two documents: bytes and fields. */
import * as v from "valibot";
import type { Span } from "../finding.ts";
import { Identifier } from "./shapes.ts";

/** A run of bytes. `added` has an empty span before, `removed` an empty span after. */
export interface ByteRun {
  readonly kind: "same" | "changed" | "added" | "removed";
  readonly before: Span;
  readonly after: Span;
}

/** One field that differs. */
export interface FieldDifference {
  /** `encoding`: the same value in other bytes (order, width, packing, a default that is written). */
  readonly kind: "added" | "removed" | "changed" | "encoding";
  /** The path in the document after; of removed fields, before. */
  readonly path: string;
  readonly typeName: string;
  /** Values on one line each, bounded; empty where the field is not there. */
  readonly before: string;
  readonly after: string;
  /** What is different, of `encoding`: `order`, `a wider varint`, `packed`. Empty for the others. */
  readonly note: string;
  /** Tree rows; absent where the field is not there. */
  readonly beforeRecord?: number;
  readonly afterRecord?: number;
  readonly beforeSpan?: Span;
  readonly afterSpan?: Span;
}

/** Two documents compared. */
export interface DocumentDifference {
  /** The same bytes. */
  readonly identical: boolean;
  /** No field was added, removed or changed: parsers read the same. */
  readonly sameMeaning: boolean;
  /** All bytes of both, in order; at most 10,000 runs, the last of which then covers the rest. */
  readonly runs: readonly ByteRun[];
  /** In the order of the document after, removed ones where they were; at most 10,000. */
  readonly fields: readonly FieldDifference[];
  /** Differences that the bounds left out. */
  readonly omittedFieldCount: number;
}

export const DiffDocumentsParams = v.object({ before: Identifier, after: Identifier });
export type DiffDocumentsRequest = v.InferOutput<typeof DiffDocumentsParams>;

export interface DocumentDiffMethods {
  diffDocuments(request: DiffDocumentsRequest): Promise<DocumentDifference>;
}
