/** Recordings as files: written whole or not at all, and opened again with the schema they carry. */
import { createReadStream, createWriteStream, promises } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import type { SavedRequest } from "../../contract/collections.ts";
import type {
  ExportRecordingRequest,
  OpenRecordingRequest,
  RecordingExport,
} from "../../contract/recordings.ts";
import type { SchemaSummary } from "../../contract/views.ts";
import { ByteglassError, messageOf } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import type { RecordingHead } from "../../recordings/file-lines.ts";
import type { Recording } from "../../recordings/recording.ts";
import { createIdentifiers } from "../identifiers.ts";
import type { Parts } from "../parts.ts";
import { descriptorSetPart, poolPart, recordingFilePart } from "../rooms.ts";

const nextId = createIdentifiers("recording");
/** Lines that cannot be read are counted; this many are told. */
const maximumFindings = 20;

/** Writes a recording. Rejects with `file-unwritable`, and with `cancelled` when `signal` is aborted. */
export async function exportRecordingFile(
  { recordingId, file, form }: ExportRecordingRequest,
  { recordings }: Parts,
  signal: AbortSignal,
): Promise<RecordingExport> {
  const { recording } = recordings.get(recordingId);
  const head = form === "recording" ? await headOf(recording) : undefined;
  return await writeRecordingFile({ file, head, recording, json: form === "ndjson" }, signal);
}

async function headOf({ subject }: Recording): Promise<string> {
  const { headLine } = await recordingFilePart();
  const { method, channel, target, startedAt, descriptors } = subject;
  const descriptorSet = Buffer.from(await descriptors()).toString("base64");
  const name = `${method.parent.typeName}/${method.name}`;
  return headLine({ method: name, channel, target, startedAt, descriptorSet });
}

/** What a file is written of. Without a recording there is a head alone. */
export interface RecordingContent {
  readonly file: string;
  readonly head: string | undefined;
  readonly recording: Recording | undefined;
  /** Adds the JSON of messages, for tools that have no schema. */
  readonly json: boolean;
}

/** Writes a file whole or not at all. Rejects as `exportRecordingFile` does. */
export async function writeRecordingFile(
  { file, head, recording, json }: RecordingContent,
  signal: AbortSignal,
): Promise<RecordingExport> {
  const { eventLine } = await recordingFilePart();
  const temporary = `${file}.${process.pid}.tmp`;
  const eventCount = recording?.eventCount ?? 0;
  try {
    const out = createWriteStream(temporary, { mode: 0o600 });
    const ended = finished(out);
    // A failure is met where the writing waits for it.
    ended.catch(() => undefined);
    if (head !== undefined) out.write(`${head}\n`);
    for (let event = 0; recording !== undefined && event < eventCount; event++) {
      signal.throwIfAborted();
      if (out.write(`${eventLine(recording, event, json)}\n`)) continue;
      await Promise.race([new Promise<void>((resolve) => void out.once("drain", () => resolve())), ended]);
    }
    out.end();
    await ended;
    await promises.rename(temporary, file);
    return { file, eventCount, byteLength: out.bytesWritten };
  } catch (cause) {
    await promises.rm(temporary, { force: true });
    if (signal.aborted) throw ByteglassError.from(signal.reason);
    throw new ByteglassError("file-unwritable", `The recording could not be written to ${file}.`, {
      hint: "Check the permissions of the folder and the space that is left.",
      cause,
    });
  }
}

/** A recording out of a file. */
export interface ReadRecording {
  readonly recordingId: string;
  readonly schema: SchemaSummary;
  /** The request as it was written, where it was shared. */
  readonly request?: SavedRequest | undefined;
  readonly findings: readonly Finding[];
}

/** Reads a file. Rejects with `file-unreadable`, and with `bad-bytes` for one that is no recording. */
export async function openRecordingFile(
  { file }: OpenRecordingRequest,
  parts: Parts,
  signal: AbortSignal,
): Promise<ReadRecording> {
  const { readHeadLine, readEventLine } = await recordingFilePart();
  const recordingId = nextId();
  let recording: Recording | undefined;
  let schema: SchemaSummary | undefined;
  let request: SavedRequest | undefined;
  const unread: number[] = [];
  let number = 0;
  try {
    for await (const line of linesOf(file)) {
      signal.throwIfAborted();
      number++;
      if (recording === undefined) {
        const head = readHeadLine(line);
        if (head === undefined) throw noRecording(file);
        ({ request } = head);
        ({ recording, schema } = await beginFrom(head, { recordingId, file }, parts));
        continue;
      }
      const entry = readEventLine(line);
      if (entry === undefined) unread.push(number);
      else if ("plain" in entry) recording.addEvent(entry.plain);
      else recording.addMessage(entry.side, entry.at, entry.bytes, entry.wireByteLength);
    }
  } catch (thrown) {
    parts.recordings.release(recordingId);
    throw thrown;
  }
  if (schema === undefined) throw noRecording(file);
  parts.recordings.settle(recordingId);
  return { recordingId, schema, request, findings: unreadFindings(unread, file) };
}

/**
 * The descriptor set that a recording's file carries: of its method and of what that needs. Rejects with
 * `file-unreadable`, and with `bad-bytes` for a file that is no recording.
 */
export async function readRecordedSet(file: string): Promise<Uint8Array> {
  const { readHeadLine } = await recordingFilePart();
  for await (const line of linesOf(file)) {
    const head = readHeadLine(line);
    if (head !== undefined) return setOf(head);
    break;
  }
  throw noRecording(file);
}

function setOf({ descriptorSet }: RecordingHead): Uint8Array {
  return new Uint8Array(Buffer.from(descriptorSet, "base64"));
}

async function beginFrom(
  head: RecordingHead,
  { recordingId, file }: { readonly recordingId: string; readonly file: string },
  parts: Parts,
): Promise<{ readonly recording: Recording; readonly schema: SchemaSummary }> {
  const [{ readDescriptorSet }, { findMethod }] = await Promise.all([descriptorSetPart(), poolPart()]);
  const set = setOf(head);
  const read = readDescriptorSet(set, file);
  if (!read.ok) throw noRecording(file, read.findings);
  const schema = await parts.schemas.add([{ ...read.value, origin: "recording" }], {});
  const pool = parts.schemas.get(schema.schemaId);
  const { channel, target, startedAt } = head;
  const recording = await parts.recordings.begin(recordingId, {
    method: findMethod(pool, head.method),
    registry: pool.registry,
    descriptors: () => Promise.resolve(set),
    channel,
    target,
    startedAt,
  });
  return { recording, schema };
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const input = createReadStream(file);
  try {
    for await (const line of createInterface({ input })) if (line.trim() !== "") yield line;
  } catch (cause) {
    const reason = messageOf(cause);
    throw new ByteglassError("file-unreadable", `The file ${file} could not be read: ${reason}.`, {
      hint: "Check the name and the permissions.",
      cause,
    });
  } finally {
    input.destroy();
  }
}

function noRecording(file: string, findings: readonly Finding[] = []): ByteglassError {
  return new ByteglassError("bad-bytes", `${file} is no recording of a call.`, {
    hint: "Recordings are written by the timeline's Export (in a terminal, by byteglass call --record FILE).",
    findings,
  });
}

function unreadFindings(numbers: readonly number[], file: string): readonly Finding[] {
  const findings = numbers.slice(0, maximumFindings).map(
    (number): Finding => ({
      code: "bad-line",
      severity: "warning",
      message: `Line ${number} of ${file} is no event of a call and was left out.`,
      hint: "The file may have been edited, or cut off.",
    }),
  );
  if (numbers.length <= findings.length) return findings;
  const more = numbers.length - findings.length;
  return [
    ...findings,
    { code: "bad-line", severity: "warning", message: `${more} more lines were left out.`, hint: "" },
  ];
}
