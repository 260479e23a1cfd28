/** The frames of a document, and payloads that are documents of their own. */
import * as v from "valibot";
import type { Finding, Span } from "../finding.ts";
import type { Framing } from "./input.ts";
import { Identifier, Offset } from "./shapes.ts";
import type { DocumentSummary } from "./views.ts";

/** What a frame carries. */
export type FrameRole = "message" | "trailers" | "end-stream";

/** One frame. Its messages are walked in place: the frame is a row of the tree, its header atoms of the hex view. */
export interface Frame {
  readonly index: number;
  readonly framing: Exclude<Framing, "raw">;
  readonly role: FrameRole;
  /** Header and payload, in bytes of the document. */
  readonly span: Span;
  readonly header: Span;
  readonly payload: Span;
  /** The flags byte; 0 where the framing has none. */
  readonly flags: number;
  /** Payload bytes as the header says them; more than there are when the frame is cut short. */
  readonly length: number;
  /** `gzip`, `zlib`, `deflate`, `zstd`, `br`, `unknown`, or empty for a payload that is not compressed. */
  readonly compression: string;
  /** The text of trailers and of an end of stream, and the Confluent header in words; bounded. */
  readonly text: string;
  /** Row of the frame in the tree. */
  readonly record: number;
  readonly findings: readonly Finding[];
}

/** Where a derived document came from. */
export interface DocumentOrigin {
  readonly documentId: string;
  /** The bytes of that document. */
  readonly span: Span;
  /** `gunzip 23 B`, `payload of frame 2`. */
  readonly step: string;
}

export const ReadFramesParams = v.object({ documentId: Identifier, start: Offset, end: Offset });
export type ReadFramesRequest = v.InferOutput<typeof ReadFramesParams>;

export const OpenPayloadParams = v.object({
  documentId: Identifier,
  /** A frame, or any LEN record, by its tree row: the body becomes a document. */
  record: Offset,
  /**
   * `auto` undoes the compression that frame and first bytes show; `raw` takes the bytes as they are; a compression
   * (`gzip`, `deflate`, `zlib`, `br`, `zstd`) undoes just that one.
   */
  as: v.optional(v.picklist(["auto", "raw", "gzip", "zlib", "deflate", "br", "zstd"])),
});
export type OpenPayloadRequest = v.InferOutput<typeof OpenPayloadParams>;

export interface FrameMethods {
  /** Frames `start` to `end`; empty for a document without frames. */
  readFrames(request: ReadFramesRequest): Promise<readonly Frame[]>;
  /**
   * The payload of a frame or a LEN record as a document, with its `origin`. A frame's payload keeps the type.
   * Rejects with `bad-bytes` when it cannot be decompressed, `too-large` beyond 512 MiB.
   */
  openPayload(request: OpenPayloadRequest): Promise<DocumentSummary>;
}
