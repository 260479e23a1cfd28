/** The recordings of an engine: one a call, kept until they are released or make room for newer ones. */
import { ByteglassError } from "../../error.ts";
import type { Recording, RecordingSubject } from "../../recordings/recording.ts";
import type { SeriesReader } from "../../recordings/series.ts";
import type { StripReader } from "../../recordings/strip.ts";
import type { Timeline } from "../../recordings/timeline.ts";
import { createBoundedStore } from "../bounded-store.ts";
import { recordingsRoom } from "../rooms.ts";

/** Recordings of ended calls, and the bytes of memory that they may have together. */
const bounds = { maximumCount: 200, maximumWeight: 256 * 1024 * 1024 };
/** What a recording costs beside its messages, and what an event costs, in bytes. */
const overhead = 4096;
const eventWeight = 33;

/** A recording with its readers, which remember where they were. */
export interface KeptRecording {
  readonly recording: Recording;
  readonly timeline: Timeline;
  readonly strip: StripReader;
  /** The chart that was asked for last. */
  series?: { readonly key: string; readonly reader: SeriesReader };
}

/** The recordings that are kept. */
export interface RecordingStore {
  /** A new recording; one that has the same id makes room. It stays as long as its call runs. */
  begin(recordingId: string, subject: RecordingSubject): Promise<Recording>;
  /** The call has ended: the recording may make room for others from now on. */
  settle(recordingId: string): void;
  /** Throws `not-found` for one that is unknown, released or was pushed out. */
  get(recordingId: string): KeptRecording;
  release(recordingId: string): void;
  clear(): void;
}

/** An empty store; large recordings go to files in `directory`. */
export function createRecordingStore(directory: string | undefined): RecordingStore {
  const live = new Map<string, KeptRecording>();
  const ended = createBoundedStore<KeptRecording>(bounds, ({ recording }) => recording.close());

  async function begin(recordingId: string, subject: RecordingSubject): Promise<Recording> {
    const { Recording, StripReader, Timeline } = await recordingsRoom();
    release(recordingId);
    const recording = new Recording(subject, { directory });
    live.set(recordingId, {
      recording,
      timeline: new Timeline(recording),
      strip: new StripReader(recording),
    });
    return recording;
  }

  function settle(recordingId: string): void {
    const kept = live.get(recordingId);
    if (kept === undefined) return;
    live.delete(recordingId);
    const { weight, eventCount } = kept.recording;
    ended.add(recordingId, kept, weight.memory + eventCount * eventWeight + overhead);
  }

  function get(recordingId: string): KeptRecording {
    const kept = live.get(recordingId) ?? ended.get(recordingId);
    if (kept !== undefined) return kept;
    throw new ByteglassError("not-found", `The recording "${recordingId}" is not kept any more.`, {
      hint: "Make the call again; the oldest recordings make room for new ones.",
    });
  }

  function release(recordingId: string): void {
    const kept = live.get(recordingId);
    live.delete(recordingId);
    kept?.recording.close();
    ended.delete(recordingId);
  }

  function clear(): void {
    for (const recordingId of [...live.keys()]) release(recordingId);
    ended.clear();
  }

  return { begin, settle, get, release, clear };
}
