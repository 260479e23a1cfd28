/** What every protocol over HTTP makes of an answer: messages in order, and how it ended. */
import type { MetadataEntry } from "../../contract/params.ts";
import type { Transfer } from "../../contract/transfer.ts";
import type { ChannelStatus } from "../channel.ts";

/** The head of an answer, its lines as they came. */
export interface ResponseHead {
  readonly httpStatus: number;
  readonly headers: readonly MetadataEntry[];
}

/** One message. `body` is its text where it travelled as JSON. */
export interface AnswerMessage {
  readonly bytes: Uint8Array;
  readonly body?: string;
  readonly transfer?: Transfer;
}

/** What follows a status in the body: nothing that matters (`end`), or something that is not read any more. */
export type RestOfBody = "end" | "unread";

/** Told in order. The status is the last: nothing more needs to be read, or nothing more can be. */
export interface AnswerListener {
  onMessage(message: AnswerMessage): void;
  /** Trailers that are part of the body, or that headers stand for. */
  onTrailers(trailers: readonly MetadataEntry[]): void;
  onStatus(status: ChannelStatus, rest?: RestOfBody): void;
  /** Asks for the body to stop coming, and to come again. */
  onPause(paused: boolean): void;
}

/** Reads one answer. */
export interface AnswerReader {
  /** Takes a piece of the body. */
  read(chunk: Uint8Array): void;
  /** The body is complete; `trailers` are those of HTTP itself. */
  end(trailers: readonly MetadataEntry[]): void;
  /** The body broke off, for a reason that is a status already. */
  breakOff(status: ChannelStatus): void;
  /** Tells no messages until `resume`; what has come already is kept. */
  pause(): void;
  resume(): void;
}
