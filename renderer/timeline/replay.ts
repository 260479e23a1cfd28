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
    await (await engine()).replay({ operationId, recordingId, speed: 1 });
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  } finally {
    await (await engine()).releaseRecording({ recordingId });
  }
}
