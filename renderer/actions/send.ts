/** Making a call from a tab, and ending it. */
import { comparisons } from "../compare/state.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { loads } from "../load/state.ts";
import { activeRequest, type RequestDraft } from "../state/drafts.ts";
import { staysOpen } from "../state/messages.ts";
import { beginRun, failRun, finishRun } from "../state/runs.ts";
import { drafts, runs } from "../state/stores.ts";
import { deadlineOf } from "../state/usual-deadline.ts";
import { sendComposed, takesMessages } from "../timeline/actions.ts";
import { buildCall } from "./build-call.ts";
import { cancelOperation } from "./connect.ts";
import { flushEvents } from "./events.ts";
import { forgetRecording } from "./forget-recording.ts";
import { notify } from "./notify.ts";
import { editRequest } from "./tabs.ts";

/** Sends the request in front; while its call is open, the message that was composed for it. */
export async function sendActive(): Promise<void> {
  const draft = activeRequest(drafts.get());
  if (draft === undefined) return;
  const run = runs.get()[draft.id];
  if (run?.phase !== "running") await send(draft);
  else if (staysOpen(draft) && takesMessages(run)) {
    const trouble = await sendComposed(draft, run);
    if (trouble !== "") notify(trouble, "warning");
  }
}

/**
 * Sends a request as it is typed. Whatever stands in the way takes the place of the answer, in words. The recording of
 * the call before is forgotten, unless it is `keptRecordingId`.
 */
export async function send(draft: RequestDraft, keptRecordingId = ""): Promise<void> {
  const operationId = crypto.randomUUID();
  const { id, method, channel } = draft;
  const reading = deadlineOf(draft);
  const deadline = reading.ok ? reading.milliseconds : undefined;
  const startedAt = performance.now();
  const before = runs.get()[id]?.operationId;
  if (before !== undefined && before !== keptRecordingId) void forgetRecording(before);
  runs.update((state) => beginRun(state, id, { operationId, method, channel, startedAt, deadline }));
  const answerPane = staysOpen(draft) || draft.answerPane === "timeline" ? "timeline" : "body";
  editRequest(id, (now) => ({ ...now, answerPane, inspectorSide: "answer" }));
  try {
    const request = await buildCall(draft, operationId);
    const record = await (await engine()).call({
      ...request,
      ...(staysOpen(draft) ? { keepOpen: true } : {}),
    });
    flushEvents();
    runs.update((state) => finishRun(state, operationId, record));
  } catch (thrown) {
    flushEvents();
    runs.update((state) => failRun(state, operationId, toErrorRecord(thrown)));
  }
}

/** Ends what runs in the tab in front: its call, its load, its comparison. True when there was something. */
export function cancelActive(): boolean {
  const id = activeRequest(drafts.get())?.id ?? "";
  const run = runs.get()[id];
  const many = [loads.get()[id], comparisons.get()[id]].filter((one) => one?.running === true);
  const ending = [...(run?.phase === "running" ? [run] : []), ...many];
  for (const one of ending) if (one !== undefined) void cancelOperation(one.operationId);
  return ending.length > 0;
}
