/** The engine's methods about recordings. */
import {
  ExportRecordingParams,
  OpenRecordingParams,
  ReadMessagesParams,
  type ReadMessagesRequest,
  ReadNewestParams,
  type ReadNewestRequest,
  ReadSeriesParams,
  ReadStripParams,
  ReadTimelineParams,
  RecordedEventParams,
  type RecordedEventRequest,
  type RecordedMessage,
  type RecordingMethods,
  RecordingParams,
  type RecordingSummary,
  type Series,
} from "../../contract/recordings.ts";
import type { CallEvent } from "../../contract/views.ts";
import { ByteglassError } from "../../error.ts";
import type { Recording } from "../../recordings/recording.ts";
import { receivedDocuments } from "../calls/call-messages.ts";
import { maximumToldMessages } from "../calls/call-recorder.ts";
import { kindOf } from "../calls/calls.ts";
import { stateOf } from "../calls/live-calls.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { codecRoom, documentsRoom, recordingsRoom } from "../rooms.ts";
import { withTypes } from "../schemas/late-types.ts";
import { exportRecordingFile, openRecordingFile } from "./recording-files.ts";

/** Bytes of messages in one page; one larger message is a page of its own. */
const maximumPageBytes = 4 * 1024 * 1024;
const maximumPageMessages = 2000;

/** Reading, opening, writing and forgetting recordings. */
export function recordingMethods(parts: Parts): RecordingMethods {
  const { recordings, operations } = parts;
  return {
    readRecording: door("readRecording", RecordingParams, ({ recordingId }) => summaryOf(recordingId, parts)),
    readTimeline: door("readTimeline", ReadTimelineParams, ({ recordingId, ...range }) =>
      recordings.get(recordingId).timeline.page(range),
    ),
    readStrip: door("readStrip", ReadStripParams, ({ recordingId, width }) =>
      recordings.get(recordingId).strip.read(width),
    ),
    readSeries: door("readSeries", ReadSeriesParams, ({ recordingId, side, path, width }) =>
      readSeries(parts, recordingId, side, path, width),
    ),
    numericFields: door("numericFields", RecordingParams, async ({ recordingId }) => {
      const { numericFieldsOf } = await recordingsRoom();
      const { method } = recordings.get(recordingId).recording.subject;
      return { out: numericFieldsOf(method.input), in: numericFieldsOf(method.output) };
    }),
    readEvent: door("readEvent", RecordedEventParams, (request) => readEvent(request, parts)),
    readNewest: door("readNewest", ReadNewestParams, (request) => readNewest(request, parts)),
    readMessages: door("readMessages", ReadMessagesParams, (request) => readMessages(request, parts)),
    exportRecording: door("exportRecording", ExportRecordingParams, (request) =>
      operations.run(request.operationId, (signal) => exportRecordingFile(request, parts, signal)),
    ),
    openRecording: door("openRecording", OpenRecordingParams, (request) =>
      operations.run(request.operationId, async (signal) => {
        const opened = await openRecordingFile(request, parts, signal);
        const { recordingId, schema, findings } = opened;
        const shared = opened.request && { request: opened.request };
        return { ...summaryOf(recordingId, parts), findings, schema, ...shared };
      }),
    ),
    releaseRecording: door("releaseRecording", RecordingParams, ({ recordingId }) =>
      recordings.release(recordingId),
    ),
  };
}

function summaryOf(recordingId: string, { recordings, live }: Parts): RecordingSummary {
  const { recording } = recordings.get(recordingId);
  const { method, channel, target, startedAt } = recording.subject;
  return {
    recordingId,
    method: `${method.parent.typeName}/${method.name}`,
    kind: kindOf(method),
    channel,
    target,
    startedAt,
    inputType: method.input.typeName,
    outputType: method.output.typeName,
    state: live.peek(recordingId)?.state ?? stateOf(recordingId, recording),
    findings: [],
  };
}

async function readSeries(
  { recordings }: Parts,
  recordingId: string,
  side: "out" | "in",
  path: string,
  width: number,
): Promise<Series> {
  const { SeriesReader } = await recordingsRoom();
  const kept = recordings.get(recordingId);
  const key = `${side} ${path}`;
  if (kept.series?.key !== key) {
    kept.series = { key, reader: new SeriesReader(kept.recording, side, path) };
  }
  return kept.series.reader.read(width);
}

async function readEvent({ recordingId, event }: RecordedEventRequest, parts: Parts): Promise<CallEvent> {
  const { recording } = parts.recordings.get(recordingId);
  const plain = recording.plainEvent(event);
  if (plain !== undefined) return plain;
  const message = recording.message(event);
  if (message === undefined || event >= recording.eventCount) {
    throw new ByteglassError("not-found", `The recording has no event ${event}.`, {
      hint: `It has ${recording.eventCount} events.`,
    });
  }
  const { method, registry } = recording.subject;
  const type = message.side === "out" ? method.input : method.output;
  const toDocument = await receivedDocuments(parts.documents, type, registry);
  const { document, better } = toDocument(recording.bytesOf(event));
  return {
    kind: message.side === "out" ? "message-sent" : "message-received",
    at: message.at,
    index: message.number,
    document: (await better) ?? document,
  };
}

async function readNewest(
  { recordingId, side }: ReadNewestRequest,
  parts: Parts,
): Promise<CallEvent | undefined> {
  const { recording } = parts.recordings.get(recordingId);
  const count = recording.messageCount(side);
  if (count === 0) return undefined;
  return await readEvent({ recordingId, event: recording.eventOf(side, count - 1) }, parts);
}

async function readMessages(
  { recordingId, side, start, end }: ReadMessagesRequest,
  { recordings }: Parts,
): Promise<readonly RecordedMessage[]> {
  const { recording } = recordings.get(recordingId);
  const [{ renderJson }, { createDocument }] = await Promise.all([codecRoom(), documentsRoom()]);
  const { method, registry } = recording.subject;
  const type = side === "out" ? method.input : method.output;
  const messages: RecordedMessage[] = [];
  let byteLength = 0;
  const stop = Math.min(end, start + maximumPageMessages, recording.messageCount(side));
  for (let index = start; index < stop; index++) {
    const event = recording.eventOf(side, index);
    byteLength += recording.byteLengthOf(event);
    if (messages.length > 0 && byteLength > maximumPageBytes) break;
    messages.push(await withTypes(registry, () => readMessage(recording, event, index)));
  }
  return messages;

  function readMessage(from: Recording, event: number, index: number): RecordedMessage {
    const bytes = from.bytesOf(event);
    const { text, findings, links, compactByteLength } = renderJson(type, bytes, { registry });
    const json = { text, links, byteLength: compactByteLength };
    // The walker has more to say than the codec, with paths; of a long stream it is asked where there is a reason to.
    const told =
      index < maximumToldMessages || findings.length > 0
        ? createDocument({ id: "", bytes, type, registry, json, findings }).summary.findings
        : findings;
    const { at, wireByteLength } = from.message(event) ?? { at: from.timeOf(event) };
    const wire = wireByteLength === undefined ? {} : { wireByteLength };
    return { index, event, at, ...wire, json: text, bytes, findings: told };
  }
}
