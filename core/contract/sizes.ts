/** Where the bytes of a message go. */
import * as v from "valibot";
import { Identifier } from "./shapes.ts";

/** All occurrences of one field together. */
export interface SizeNode {
  /** Index of the node around it; -1 for the first node, which is the whole message. */
  readonly parent: number;
  /** Names or numbers without indexes: `outputs.concepts.value`, `3.2`. Empty for the whole message. */
  readonly path: string;
  /** The last part of the path; `gap` for bytes that are no record, `frames` for frame headers. */
  readonly label: string;
  readonly typeName: string;
  /** Field number; 0 for the whole, gaps and frames. */
  readonly number: number;
  /** Records. */
  readonly count: number;
  /** All bytes of all occurrences: own and children's. */
  readonly byteLength: number;
  /** Tags, end tags and (of the node `frames`) frame headers. */
  readonly tagByteLength: number;
  readonly lengthByteLength: number;
  /** Values that are no messages. */
  readonly valueByteLength: number;
  /** Row of the first record in the tree; -1 for the whole. */
  readonly record: number;
}

/** The size of a message, in bytes, and of each field in it. */
export interface DocumentSizes {
  /** Parents before children, larger siblings first; at most 5,000. */
  readonly nodes: readonly SizeNode[];
  /** True when fields beyond the bound were left out; their bytes are in their parents. */
  readonly cut: boolean;
  readonly protobuf: number;
  readonly protobufGzip: number;
  /** Compact UTF-8 JSON. */
  readonly json: number;
  readonly jsonGzip: number;
}

export const MeasureSizesParams = v.object({ documentId: Identifier });
export type MeasureSizesRequest = v.InferOutput<typeof MeasureSizesParams>;

export interface SizeMethods {
  measureSizes(request: MeasureSizesRequest): Promise<DocumentSizes>;
}
