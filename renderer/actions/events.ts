/** What the engine tells meanwhile, filed at the pace of the screen: a fast stream must not cost a drawing a message. */
import type { CallEvent, EngineEvent } from "../../core/contract/views.ts";
import { takeCollectionNews } from "../collections/news.ts";
import { noteComparing } from "../compare/state.ts";
import { groupBy } from "../format/group.ts";
import { takeHealthNews } from "../health/watch-health.ts";
import { noteLoad } from "../load/state.ts";
import { takeDocumentNews } from "../reading/news.ts";
import { type OperationNews, takeSourceNews } from "../schema/source-news.ts";
import type { Connecting } from "../state/connecting.ts";
import { noteStage } from "../state/connections.ts";
import { addEvents, noteRecording, noteRunStage } from "../state/runs.ts";
import { connections, runs } from "../state/stores.ts";

/** Time between two drawings of news, and until the first one after a silence, in ms. */
const PACE = 100;
const PAUSE = 16;

let waiting: OperationNews[] = [];
let timer: number | undefined;
let filedAt = Number.NEGATIVE_INFINITY;

/** Takes a batch of events; they are filed within `PACE`. */
export function takeEvents(events: readonly EngineEvent[]): void {
  waiting.push(...takeSourceNews(takeCollectionNews(takeHealthNews(takeDocumentNews(events)))));
  timer ??= window.setTimeout(flushEvents, Math.max(PAUSE, filedAt + PACE - performance.now()));
}

/** Files what has come so far, now. */
export function flushEvents(): void {
  window.clearTimeout(timer);
  timer = undefined;
  filedAt = performance.now();
  const events = waiting;
  waiting = [];
  for (const [operationId, group] of groupBy(events, (event) => event.operationId)) file(operationId, group);
}

function file(operationId: string, events: readonly OperationNews[]): void {
  const calls: CallEvent[] = events.flatMap((event) => (event.kind === "call" ? [event.event] : []));
  const progress = events.findLast((event) => event.kind === "progress");
  const connecting = progress?.connection && { report: progress.connection, seenAt: performance.now() };
  if (progress !== undefined) noteProgress(operationId, progress.stage, connecting);
  if (calls.length > 0) runs.update((state) => addEvents(state, operationId, calls));
  const load = events.findLast((event) => event.kind === "load");
  if (load !== undefined) noteLoad(load);
  const recording = events.findLast((event) => event.kind === "recording")?.state;
  if (recording !== undefined) runs.update((state) => noteRecording(state, operationId, recording));
}

function noteProgress(operationId: string, stage: string, connecting: Connecting | undefined): void {
  connections.update((state) => noteStage(state, operationId, stage, connecting));
  runs.update((state) => noteRunStage(state, operationId, stage, connecting));
  noteComparing(operationId, stage);
}
