/** The calls that were made: parameters, views and methods. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import type { FieldDifference } from "./assertions.ts";
import type { CallRequest, ChannelKind } from "./params.ts";
import { Identifier, Offset } from "./shapes.ts";
import type { CallRecord } from "./views.ts";

/** One line of the history. */
export interface HistoryEntry {
  readonly id: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly method: string;
  readonly target: string;
  readonly channel: ChannelKind;
  /** gRPC code. */
  readonly statusCode: number;
  /** ms. */
  readonly duration: number;
  readonly sentCount: number;
  readonly receivedCount: number;
  readonly requestByteLength: number;
  readonly responseByteLength: number;
  /** Name of the saved request, empty for a draft. */
  readonly name: string;
  readonly environment: string;
  /** The file of the saved request; absent for a draft. */
  readonly file?: string;
  /** A call that is pinned is kept whatever its age, under this name. */
  readonly pinned?: string;
}

/** A part of the history, newest first. */
export interface HistoryPage {
  readonly entries: readonly HistoryEntry[];
  /** Entries that the search found, those outside the page included. */
  readonly total: number;
  /** Present when the last calls could not be noted: the disk is full, or may not be written to. */
  readonly findings?: readonly Finding[];
}

/** A call out of the history, with its messages as documents again. */
export interface HistoryCall {
  readonly entry: HistoryEntry;
  readonly record: CallRecord;
  /** What was asked for, as it was typed: variables are not put in, so that it can be sent again. */
  readonly request: CallRequest;
  /** True when messages or metadata were left out or masked, because they held a secret or were too large. */
  readonly incomplete: boolean;
}

export const ListHistoryParams = v.object({
  /** Words that all have to occur in method, target, name, environment, status or the texts of messages. */
  query: v.string(),
  start: Offset,
  end: Offset,
  pinned: v.optional(v.boolean()),
});
export const HistoryCallParams = v.object({
  id: Identifier,
  /** The schema to read the messages with; without it they are read by their bytes alone. */
  schemaId: v.optional(Identifier),
});
export const PinCallParams = v.object({ id: Identifier, name: v.optional(v.string()) });
export const DiffCallsParams = v.object({
  before: Identifier,
  after: Identifier,
  schemaId: v.optional(Identifier),
});
export type ListHistoryRequest = v.InferOutput<typeof ListHistoryParams>;
export type HistoryCallRequest = v.InferOutput<typeof HistoryCallParams>;
export type PinCallRequest = v.InferOutput<typeof PinCallParams>;
export type DiffCallsRequest = v.InferOutput<typeof DiffCallsParams>;

/** Two calls compared: what is not the same, field by field. */
export interface CallDifference {
  readonly request: readonly FieldDifference[];
  readonly answer: readonly FieldDifference[];
  readonly status: readonly FieldDifference[];
}

/** What a face can ask about the calls that were made. Without a state folder the history is empty. */
export interface HistoryMethods {
  listHistory(request: ListHistoryRequest): Promise<HistoryPage>;
  /** Rejects with `not-found` for a call that made room for newer ones. */
  readHistory(request: HistoryCallRequest): Promise<HistoryCall>;
  /** Pins a call under a name, or lets it go when there is none. */
  pinCall(request: PinCallRequest): Promise<HistoryEntry>;
  diffCalls(request: DiffCallsRequest): Promise<CallDifference>;
  /** Forgets everything that is not pinned. */
  clearHistory(): Promise<void>;
}
