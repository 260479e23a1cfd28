/** What one protocol over plain HTTP adds to a request and its answer. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { Transfer } from "../../contract/transfer.ts";
import type { Finding } from "../../finding.ts";
import type { AnswerListener, AnswerReader, ResponseHead } from "./answer.ts";

/** A message as it travels. */
export interface OutgoingChunk {
  readonly chunk: Uint8Array;
  /** The message as text, where it travels as JSON. */
  readonly body?: string;
  readonly transfer?: Transfer;
  readonly findings: readonly Finding[];
}

/** A message that waits to be written: its chunk is made when it is needed first. */
export interface QueuedChunk {
  readonly compress: boolean;
  outgoing: OutgoingChunk | undefined;
}

/** The request line, and the protocol's own headers in their order. */
export interface RequestHead {
  readonly method: string;
  /** Path and query, encoded. */
  readonly url: string;
  readonly headers: readonly MetadataEntry[];
  /** False for a request that has no body. */
  readonly hasBody: boolean;
  /** The rule that the request was made by, where there is one. */
  readonly rule?: string;
}

/** One call of a protocol. */
export interface HttpProtocol {
  /** True when the request has exactly one message, and waits for it to tell its length. */
  readonly isWhole: boolean;
  /** True when the head of a request of several messages needs the first of them. */
  readonly waits?: boolean;
  /** Writes a message, `compress` false without the compression of the call. Throws a `ByteglassError` for one that cannot be carried. */
  write(bytes: Uint8Array, compress?: boolean): OutgoingChunk;
  /** The head of the request; `first` is its first message where it waits for one and there is one. Throws a `ByteglassError`. */
  head(first: OutgoingChunk | undefined): RequestHead;
  /** Reads an answer. */
  answer(head: ResponseHead, listener: AnswerListener): AnswerReader;
}
