/** Recordings: everything that happened in a call, kept by the engine and read in pages. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import type { SavedRequest } from "./collections.ts";
import type { ChannelKind } from "./params.ts";
import { Identifier, Offset, Path } from "./shapes.ts";
import type { CallEvent, MethodKind, SchemaSummary } from "./views.ts";

/** Who speaks: the client (`out`) or the server (`in`). */
export const SideSchema = v.picklist(["out", "in"]);
export type Side = v.InferOutput<typeof SideSchema>;

/** Which rows of a timeline are wanted; what is absent restricts nothing. Only messages have text and fields. */
const TimelineFilterSchema = v.object({
  side: v.optional(SideSchema),
  /** Found anywhere in the JSON of a message, or in the field of `path`; the case of letters makes no difference. */
  text: v.optional(v.pipe(v.string(), v.maxLength(1024))),
  /** A field as in `outputs[0].id`; `outputs.id` means any of the outputs. Only messages that have it are wanted. */
  path: v.optional(v.pipe(v.string(), v.maxLength(1024))),
});
export type TimelineFilter = v.InferOutput<typeof TimelineFilterSchema>;

export const ReadTimelineParams = v.object({
  recordingId: Identifier,
  /** Rows among those that pass the filter. */
  start: Offset,
  end: Offset,
  /** True asks for the newest rows instead, as many as there are from `start` to `end`. */
  newest: v.optional(v.boolean()),
  filter: v.optional(TimelineFilterSchema),
});
export const ReadStripParams = v.object({
  recordingId: Identifier,
  /** At most this many marks a side. */
  width: v.pipe(Offset, v.minValue(1), v.maxValue(4096)),
});
export const ReadSeriesParams = v.object({
  recordingId: Identifier,
  side: SideSchema,
  /** The numeric field to draw, as in `outputs[0].value`. */
  path: v.pipe(Identifier),
  /** At most this many points. */
  width: v.pipe(Offset, v.minValue(1), v.maxValue(4096)),
});
export const RecordingParams = v.object({ recordingId: Identifier });
export const RecordedEventParams = v.object({ recordingId: Identifier, event: Offset });
export const ReadNewestParams = v.object({ recordingId: Identifier, side: SideSchema });
export const ReadMessagesParams = v.object({
  recordingId: Identifier,
  side: SideSchema,
  /** Messages of this side, by their number from 0. */
  start: Offset,
  end: Offset,
});
export const ExportRecordingParams = v.object({
  operationId: Identifier,
  recordingId: Identifier,
  file: Path,
  /** `recording` opens again by itself: it carries its schema. `ndjson` is one JSON object an event, for other tools. */
  form: v.picklist(["recording", "ndjson"]),
});
export const OpenRecordingParams = v.object({ operationId: Identifier, file: Path });

export type ReadTimelineRequest = v.InferOutput<typeof ReadTimelineParams>;
export type ReadStripRequest = v.InferOutput<typeof ReadStripParams>;
export type ReadSeriesRequest = v.InferOutput<typeof ReadSeriesParams>;
export type RecordingRequest = v.InferOutput<typeof RecordingParams>;
export type RecordedEventRequest = v.InferOutput<typeof RecordedEventParams>;
export type ReadNewestRequest = v.InferOutput<typeof ReadNewestParams>;
export type ReadMessagesRequest = v.InferOutput<typeof ReadMessagesParams>;
export type ExportRecordingRequest = v.InferOutput<typeof ExportRecordingParams>;
export type OpenRecordingRequest = v.InferOutput<typeof OpenRecordingParams>;

/** How far a recording is; a running call tells a new one every now and then. */
export interface RecordingState {
  readonly recordingId: string;
  readonly eventCount: number;
  readonly sentCount: number;
  readonly receivedCount: number;
  /** Bytes of the messages as protobuf. */
  readonly sentByteLength: number;
  readonly receivedByteLength: number;
  /** Messages that were handed over and are not written yet: the other side has to take others first. */
  readonly waitingCount: number;
  /** ms from the start to the last event. */
  readonly duration: number;
  /** `open` takes messages; `half-closed` only receives. */
  readonly phase: "open" | "half-closed" | "ended";
  readonly paused: boolean;
}

/** What a recording is of. */
export interface RecordingSummary {
  readonly recordingId: string;
  readonly method: string;
  readonly kind: MethodKind;
  readonly channel: ChannelKind;
  readonly target: string;
  /** Wall clock at the start, ISO 8601. */
  readonly startedAt: string;
  readonly inputType: string;
  readonly outputType: string;
  readonly state: RecordingState;
  /** What a file lacked or could not be read of. */
  readonly findings: readonly Finding[];
}

/** A recording out of a file, and the schema that the file had with it. */
export interface OpenedRecording extends RecordingSummary {
  readonly schema: SchemaSummary;
  /** The request as it was written, where it was shared. */
  readonly request?: SavedRequest;
}

/** One moment of a call as a line; messages are decoded when their rows are read. */
export interface TimelineRow {
  /** Which event of the recording this is. */
  readonly event: number;
  readonly kind: CallEvent["kind"];
  /** ms from the start of the call. */
  readonly at: number;
  readonly side: Side | "none";
  /** `Caption #2`, `response headers`, `OK`. */
  readonly title: string;
  /** One line, bounded to 200 characters: the beginning of the message's JSON, or what else there is to say. */
  readonly detail: string;
  /** Of a message: its number on its side from 0, its bytes, and its bytes on the wire where they differ. */
  readonly message?: number;
  readonly byteLength?: number;
  readonly wireByteLength?: number;
  /** ms since the message of the other side that this one is likely an answer to. */
  readonly answerAfter?: number;
}

/** Rows of a timeline. Reading goes on behind the page: while `scanned` is below `eventCount`, `count` may still grow. */
export interface TimelinePage {
  /** Where the rows begin among those that pass the filter. */
  readonly start: number;
  readonly rows: readonly TimelineRow[];
  /** Rows that pass the filter, as far as it has looked. */
  readonly count: number;
  readonly scanned: number;
  readonly eventCount: number;
}

/** One mark of the strip: an event, or several of one kind that are too near to tell apart. */
export interface StripMark {
  readonly at: number;
  readonly side: Side | "none";
  readonly kind: CallEvent["kind"];
  readonly count: number;
  /** Bytes of their messages. */
  readonly byteLength: number;
  /** True for the status of a call that failed. */
  readonly failed?: boolean;
}

/** One point of a chart: the lowest, highest and last value of the messages it stands for. */
export interface SeriesPoint {
  readonly at: number;
  readonly low: number;
  readonly high: number;
  readonly last: number;
}

/** A numeric field over time. Values are 64-bit floats, for drawing alone. */
export interface Series {
  readonly points: readonly SeriesPoint[];
  /** Messages that have the field, of those looked at. */
  readonly valueCount: number;
  readonly scanned: number;
  readonly messageCount: number;
}

/** A message out of a recording. */
export interface RecordedMessage {
  /** Its number on its side, and which event of the recording it is, both from 0. */
  readonly index: number;
  readonly event: number;
  readonly at: number;
  /** Bytes on the wire, where they differ from its own. */
  readonly wireByteLength?: number;
  /** ProtoJSON, laid out. */
  readonly json: string;
  readonly bytes: Uint8Array;
  readonly findings: readonly Finding[];
}

/** What an export wrote. */
export interface RecordingExport {
  readonly file: string;
  readonly eventCount: number;
  readonly byteLength: number;
}

/** What can be done with recordings. All reject with `not-found` for one that is not kept any more. */
export interface RecordingMethods {
  readRecording(request: RecordingRequest): Promise<RecordingSummary>;
  /** Rows that pass the filter. Looks at a bounded number of messages a request: ask again until all are scanned. */
  readTimeline(request: ReadTimelineRequest): Promise<TimelinePage>;
  readStrip(request: ReadStripRequest): Promise<readonly StripMark[]>;
  /** The values of a numeric field. Bounded like `readTimeline`. */
  readSeries(request: ReadSeriesRequest): Promise<Series>;
  /** Paths of the numeric fields that messages of each side can have, to a bounded depth. */
  numericFields(request: RecordingRequest): Promise<Readonly<Record<Side, readonly string[]>>>;
  /** The event itself; a message comes with a document. */
  readEvent(request: RecordedEventRequest): Promise<CallEvent>;
  /** The newest message of a side, with a document; nothing while there is none. */
  readNewest(request: ReadNewestRequest): Promise<CallEvent | undefined>;
  /** Messages of one side in order; fewer than asked for when they are large, at least one when there is one. */
  readMessages(request: ReadMessagesRequest): Promise<readonly RecordedMessage[]>;
  /** Writes a recording to a file. Rejects with `file-unwritable`. */
  exportRecording(request: ExportRecordingRequest): Promise<RecordingExport>;
  /** Opens a file that `exportRecording` wrote. Rejects with `file-unreadable` and `bad-bytes`. */
  openRecording(request: OpenRecordingRequest): Promise<OpenedRecording>;
  /** Forgets a recording and deletes what it has on disk. */
  releaseRecording(request: RecordingRequest): Promise<void>;
}
