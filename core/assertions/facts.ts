/** What assertions are held to: an answer, decoded. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { MetadataEntry } from "../contract/params.ts";

/** One message of an answer. */
export interface ReceivedMessage {
  /** ProtoJSON. */
  readonly json: string;
  readonly bytes: Uint8Array;
}

/** An answer with its circumstances. */
export interface AnswerFacts {
  readonly statusCode: number;
  readonly statusName: string;
  readonly statusMessage: string;
  readonly headers: readonly MetadataEntry[];
  readonly trailers: readonly MetadataEntry[];
  /** ms. */
  readonly duration: number;
  readonly requestByteLength: number;
  readonly responseByteLength: number;
  readonly sentCount: number;
  readonly messages: readonly ReceivedMessage[];
  /** The type of the messages. */
  readonly type: DescMessage;
  readonly registry: Registry;
}
