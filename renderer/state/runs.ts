/** The life of a tab's last call, as the window sees it. */

import type { ChannelKind } from "../../core/contract/params.ts";
import type { RecordingState } from "../../core/contract/recordings.ts";
import type { CallEvent, CallRecord, DocumentSummary } from "../../core/contract/views.ts";
import type { ErrorRecord } from "../../core/error.ts";
import type { Connecting } from "./connecting.ts";
import { without } from "./without.ts";

/** `opened` means a recording out of a file; `lost` that the engine that held the bytes is gone. */
export type RunPhase = "running" | "finished" | "failed" | "opened" | "lost";

/** One call, from its start to its end. */
export interface Run {
  readonly operationId: string;
  readonly method: string;
  readonly channel: ChannelKind;
  readonly phase: RunPhase;
  /** Where a running call is, in words. */
  readonly stage: string;
  /** Its connection while that comes about. */
  readonly connecting?: Connecting | undefined;
  /** `performance.now()` at the start. */
  readonly startedAt: number;
  /** ms from the start until the call ends by itself. */
  readonly deadline?: number | undefined;
  readonly events: readonly CallEvent[];
  readonly received: readonly DocumentSummary[];
  /** Which received message is shown. */
  readonly shown: number;
  /** False until the person picks a message, or stops the view: until then the newest is followed. */
  readonly pinned: boolean;
  /** How far its recording is. */
  readonly recording?: RecordingState;
  /** A message that was picked out of the recording, of either side. */
  readonly picked?: PickedMessage | undefined;
  /** The newest received message, beyond those that are told one by one. */
  readonly followed?: FollowedMessage | undefined;
  readonly record?: CallRecord;
  readonly error?: ErrorRecord;
}

/** A message out of a recording. */
export interface PickedMessage {
  /** Which event of the recording it is. */
  readonly event: number;
  /** Its number among the received ones; absent for one that was sent. */
  readonly received?: number;
  readonly document: DocumentSummary;
}

/** A received message that is shown for as long as it is the newest. */
export interface FollowedMessage {
  /** Its number among the received ones. */
  readonly received: number;
  readonly document: DocumentSummary;
}

/** One entry a tab. */
export type RunsState = Readonly<Record<string, Run>>;

/** Events kept while a call runs; the finished record has its own list. */
export const EVENT_LIMIT = 20_000;

/** A call begins in a tab and takes the place of the one before. */
export function beginRun(
  state: RunsState,
  tabId: string,
  run: Pick<Run, "operationId" | "method" | "channel" | "startedAt" | "deadline">,
): RunsState {
  return {
    ...state,
    [tabId]: { ...run, phase: "running", stage: "", events: [], received: [], shown: 0, pinned: false },
  };
}

/** A recording out of a file stands where the last call of a tab does. */
export function openRun(
  state: RunsState,
  tabId: string,
  { method, channel, recording }: Pick<Run, "method" | "channel"> & { readonly recording: RecordingState },
): RunsState {
  const run = { operationId: recording.recordingId, method, channel, startedAt: 0, deadline: undefined };
  const begun = beginRun(state, tabId, run)[tabId];
  return begun === undefined ? state : { ...state, [tabId]: { ...begun, phase: "opened", recording } };
}

/** Notes where the call is, and its connection while that comes about. */
export function noteRunStage(
  state: RunsState,
  operationId: string,
  stage: string,
  connecting?: Connecting,
): RunsState {
  return changeRun(state, operationId, (run) =>
    run.phase === "running" ? { ...run, stage, connecting } : run,
  );
}

/** Adds events of one call, in the order they came; those beyond the limit are counted by the engine's record alone. */
export function addEvents(state: RunsState, operationId: string, events: readonly CallEvent[]): RunsState {
  return changeRun(state, operationId, (run) => {
    if (run.phase !== "running") return run;
    const received = [...run.received, ...receivedIn(events)];
    const shown = run.pinned ? run.shown : Math.max(0, received.length - 1);
    const kept = [...run.events, ...events].slice(0, EVENT_LIMIT);
    const connecting = events.every(({ kind }) => isConnecting(kind)) ? run.connecting : undefined;
    const stage = stageAfter(events, run.stage) ?? run.stage;
    return { ...run, events: kept, received, shown, stage, connecting };
  });
}

function isConnecting(kind: CallEvent["kind"]): boolean {
  return kind === "connecting" || kind === "resolving";
}

/** Notes how far the recording is. */
export function noteRecording(state: RunsState, operationId: string, recording: RecordingState): RunsState {
  return changeRun(state, operationId, (run) => ({ ...run, recording }));
}

/** Shows a message out of the recording. */
export function pickRecorded(state: RunsState, operationId: string, picked: PickedMessage): RunsState {
  return changeRun(state, operationId, (run) => ({ ...run, picked, pinned: true }));
}

/** Shows the newest received message; one that was picked stays. */
export function followNewest(state: RunsState, operationId: string, followed: FollowedMessage): RunsState {
  return changeRun(state, operationId, (run) => (run.pinned ? run : { ...run, followed }));
}

/** Keeps what is shown, whatever comes. */
export function pinShown(state: RunsState, operationId: string): RunsState {
  return changeRun(state, operationId, (run) => (run.pinned ? run : { ...run, pinned: true }));
}

/** Shows the newest message again. */
export function unpin(state: RunsState, operationId: string): RunsState {
  return changeRun(state, operationId, (run) => {
    const shown = Math.max(0, run.received.length - 1);
    return { ...run, pinned: false, picked: undefined, shown };
  });
}

function receivedIn(events: readonly CallEvent[]): DocumentSummary[] {
  return events.flatMap((event) => (event.kind === "message-received" ? [event.document] : []));
}

function stageAfter(events: readonly CallEvent[], before: string): string | undefined {
  switch (events.at(-1)?.kind) {
    case "connecting":
    case "resolving":
      // The steps of the connection are told in more words.
      return before === "" ? "connecting" : before;
    case "connected":
    case "request-headers":
      return "sending";
    case "message-sent":
    case "half-close":
      return "waiting for headers";
    case "response-headers":
      return "waiting for messages";
    case "message-received":
      return "receiving";
    default:
      return undefined;
  }
}

/** The call came to its end. */
export function finishRun(state: RunsState, operationId: string, record: CallRecord): RunsState {
  return changeRun(state, operationId, (run) => {
    const last = Math.max(0, record.received.length - 1);
    const shown = run.pinned ? Math.min(run.shown, last) : firstOrLast(record, last);
    return { ...run, phase: "finished", stage: "", record, received: record.received, shown };
  });
}

function firstOrLast(record: CallRecord, last: number): number {
  return record.received.length > 1 ? last : 0;
}

/** The call could not be made at all. */
export function failRun(state: RunsState, operationId: string, error: ErrorRecord): RunsState {
  return changeRun(state, operationId, (run) => ({ ...run, phase: "failed", stage: "", error }));
}

/** Picks one received message to look at. */
export function showMessage(state: RunsState, tabId: string, index: number): RunsState {
  const run = state[tabId];
  if (run === undefined || run.received[index] === undefined) return state;
  return {
    ...state,
    [tabId]: { ...run, shown: index, pinned: true, picked: undefined, followed: undefined },
  };
}

/** The engine is a new process: running calls ended, and bytes of finished ones are gone. */
export function loseRuns(state: RunsState): RunsState {
  return Object.fromEntries(
    Object.entries(state).map(([id, run]) => [id, { ...run, phase: "lost" as const, stage: "" }]),
  );
}

/** Forgets the call of a closed tab. */
export function dropRun(state: RunsState, tabId: string): RunsState {
  return without(state, tabId);
}

function changeRun(state: RunsState, operationId: string, change: (run: Run) => Run): RunsState {
  const entry = Object.entries(state).find(([, run]) => run.operationId === operationId);
  if (entry === undefined) return state;
  const [tabId, run] = entry;
  const next = change(run);
  return next === run ? state : { ...state, [tabId]: next };
}

/** The document of the message that is shown: one that was picked, or else the newest, or one that was received. */
export function shownDocument(run: Run | undefined): DocumentSummary | undefined {
  if (run === undefined || run.phase === "lost") return undefined;
  return (run.picked ?? run.followed)?.document ?? run.received[run.shown];
}

/** The number of the message that is shown among the received ones; undefined for one that was sent. */
export function shownNumber({ picked, followed, shown }: Run): number | undefined {
  return picked === undefined ? (followed?.received ?? shown) : picked.received;
}
