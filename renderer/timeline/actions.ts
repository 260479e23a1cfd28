/** What can be done with a recording and with the call that makes it. */
import type { RecordingState } from "../../core/contract/recordings.ts";
import { notify } from "../actions/notify.ts";
import { editRequest } from "../actions/tabs.ts";
import { desktop } from "../engine/desktop.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { pickRecorded, type Run } from "../state/runs.ts";
import { runs } from "../state/stores.ts";

/** True while messages can be sent on the call. */
export function takesMessages(run: Run | undefined): boolean {
  return (
    run?.phase === "running" && run.recording?.phase !== "half-closed" && run.recording?.phase !== "ended"
  );
}

/** Sends what was composed: JSON, several documents one behind the other, or `@FILE`. Resolves to what stands against it. */
export async function sendComposed(draft: RequestDraft, run: Run): Promise<string> {
  const text = (draft.composed ?? "").trim();
  const { operationId } = run;
  try {
    if (text.startsWith("@")) await (await engine()).sendFile({ operationId, file: text.slice(1).trim() });
    else await (await engine()).sendMessages({ operationId, messages: [], text });
    return "";
  } catch (thrown) {
    const { message, findings } = toErrorRecord(thrown);
    const [first] = findings;
    return first === undefined ? message : `${message} ${first.message}`;
  }
}

/** Tells the server that nothing more comes. */
export async function halfClose({ operationId }: Run): Promise<void> {
  await attempt(async () => (await engine()).halfClose({ operationId }));
}

/** Stops taking messages from the server, or goes on. */
export async function pauseStream(operationId: string, paused: boolean): Promise<void> {
  await attempt(async () => (await engine()).pauseCall({ operationId, paused }));
}

/** Chooses a file of messages and composes it as `@FILE`; resolves to the draft with it, to nothing when none was chosen. */
export async function composeFile(draft: RequestDraft): Promise<RequestDraft | undefined> {
  const [file] = await desktop().openFiles({
    title: "Send the messages of a file",
    kind: "any",
    multiple: false,
  });
  if (file === undefined) return undefined;
  const composed = `@${file}`;
  editRequest(draft.id, (now) => ({ ...now, composed }));
  return { ...draft, composed };
}

/** Shows the message of an event in the answer and in the inspector. */
export async function pickEvent(recordingId: string, event: number): Promise<void> {
  await attempt(async () => {
    const read = await (await engine()).readEvent({ recordingId, event });
    if (read.kind !== "message-sent" && read.kind !== "message-received") return;
    const { document, index } = read;
    const picked = { event, document, ...(read.kind === "message-received" ? { received: index } : {}) };
    runs.update((state) => pickRecorded(state, recordingId, picked));
  });
}

/** Writes the recording where the person says. */
export async function exportRecording(
  { recordingId }: RecordingState,
  form: "recording" | "ndjson",
  name: string,
): Promise<void> {
  const suggestedName = form === "recording" ? `${name}.byteglass` : `${name}.ndjson`;
  const file = await desktop().saveFile({ title: "Export the recording", suggestedName });
  if (file === undefined) return;
  await attempt(async () => {
    const operationId = crypto.randomUUID();
    await (await engine()).exportRecording({ operationId, recordingId, file, form });
    notify(`Written to ${file}.`);
  });
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}
