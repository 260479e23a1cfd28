/** Making a recorded call again: the same messages at the same times. */
import { notify } from "../actions/notify.ts";
import { send } from "../actions/send.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { runs } from "../state/stores.ts";

/** Starts the call of a tab and replays a recording on it; the recording is kept until it has been sent. */
export async function replay(draft: RequestDraft, recordingId: string): Promise<void> {
  void send({ ...draft, messages: [], raws: undefined, keepOpen: true }, recordingId);
  const operationId = runs.get()[draft.id]?.operationId;
  if (operationId === undefined) return;
  try {
    if (!(await isOpen(draft.id, operationId))) return;
    await (await engine()).replay({ operationId, recordingId, speed: 1 });
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  } finally {
    await (await engine()).releaseRecording({ recordingId });
  }
}

/** Resolves when a call has begun, to true while it runs: before that there is nothing to send on. */
function isOpen(tabId: string, operationId: string): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (): boolean => {
      const run = runs.get()[tabId];
      const running = run?.operationId === operationId && run.phase === "running";
      if (running && run.recording === undefined) return false;
      resolve(running);
      return true;
    };
    if (look()) return;
    const stop = runs.subscribe(() => {
      if (look()) stop();
    });
  });
}
