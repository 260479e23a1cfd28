/** The newest message of a stream in the answer and the inspector, at a calm pace, until somebody picks one. */
import { engine } from "../engine/link.ts";
import { activeRequest } from "../state/drafts.ts";
import { followNewest, pinShown, type Run, shownDocument } from "../state/runs.ts";
import { drafts, runs, selections } from "../state/stores.ts";

/** Time between two messages that are shown, in ms. */
const PACE = 1000;
/** Messages that were shown before and are still kept by the engine: views may be reading them. */
const KEPT = 4;

/** Follows the stream of the request in front from now on. To be called once. */
export function startFollowing(): void {
  const shownBefore: string[] = [];
  let timer: number | undefined;
  let isBusy = false;
  let shownAt = Number.NEGATIVE_INFINITY;
  /** What there was when the newest was read last, and whether there was none: it is not read twice. */
  let read = { operationId: "", count: 0, isInVain: false };

  function wake(): void {
    const run = runInFront();
    if (run === undefined || isBusy || timer !== undefined || !isBehind(run)) return;
    // A stream that has just begun changes the window enough.
    if (read.operationId !== run.operationId && run.phase === "running") shownAt = performance.now();
    timer = window.setTimeout(() => void follow(), Math.max(0, shownAt + PACE - performance.now()));
  }

  function isBehind({ operationId, pinned, phase, recording, received, followed }: Run): boolean {
    const count = recording?.receivedCount ?? 0;
    if (pinned || (phase !== "running" && phase !== "finished")) return false;
    const isRead = read.operationId === operationId && read.count === count;
    // What was read and let go, since another message was looked at, is read again.
    if (isRead && (read.isInVain || followed !== undefined)) return false;
    return count > Math.max(received.length, (followed?.received ?? -1) + 1);
  }

  async function follow(): Promise<void> {
    timer = undefined;
    const run = runInFront();
    if (run === undefined || !isBehind(run)) return;
    isBusy = true;
    const { operationId } = run;
    const count = run.recording?.receivedCount ?? 0;
    read = { operationId, count, isInVain: true };
    shownAt = performance.now();
    try {
      const newest = await (await engine()).readNewest({ recordingId: operationId, side: "in" });
      if (newest?.kind !== "message-received") return;
      read = { operationId, count, isInVain: false };
      const { index: received, document } = newest;
      runs.update((state) => followNewest(state, operationId, { received, document }));
      await letGo(document.documentId);
    } catch {
      // A recording that is gone has nothing newer: what was shown stays.
    } finally {
      isBusy = false;
      wake();
    }
  }

  /** Releases what was shown before, unless somebody selected something in it, or another tab shows it. */
  async function letGo(documentId: string): Promise<void> {
    shownBefore.push(documentId);
    for (const old of shownBefore.splice(0, Math.max(0, shownBefore.length - KEPT)))
      if (selections.get()[old] === undefined && !isShown(old))
        await (await engine()).release({ documentId: old });
  }

  runs.subscribe(wake);
  drafts.subscribe(wake);
  selections.subscribe(keepSelected);
}

/** A message in which somebody selects something stays. */
function keepSelected(): void {
  const run = runInFront();
  const documentId = shownDocument(run)?.documentId;
  if (run === undefined || run.pinned || documentId === undefined) return;
  if (selections.get()[documentId] !== undefined) runs.update((state) => pinShown(state, run.operationId));
}

function isShown(documentId: string): boolean {
  return Object.values(runs.get()).some((run) => shownDocument(run)?.documentId === documentId);
}

function runInFront(): Run | undefined {
  return runs.get()[activeRequest(drafts.get())?.id ?? ""];
}
