/** Opening a recording out of a file: a tab with its timeline, and no server behind it. */
import { notify } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { newRequest, openTab } from "../state/drafts.ts";
import { openRun } from "../state/runs.ts";
import { NO_SERVERS, withServer } from "../state/servers.ts";
import { drafts, runs } from "../state/stores.ts";

/** True for the name of a file that a recording is exported to. */
export function isRecordingName(path: string): boolean {
  return /\.byteglass$/i.test(path);
}

/** Opens a recording; what stands in the way is told in the status bar. */
export async function openRecordingFile(file: string): Promise<void> {
  try {
    const opened = await (await engine()).openRecording({ operationId: crypto.randomUUID(), file });
    const { method, kind, channel, target, state, findings } = opened;
    const id = crypto.randomUUID();
    const server = { target, security: { mode: "auto" as const } };
    const servers = withServer(NO_SERVERS, channel, server);
    const draft = newRequest(id, { method, methodKind: kind, channel, servers, answerPane: "timeline" });
    runs.update((all) => openRun(all, id, { method, channel, recording: state }));
    drafts.update((all) => openTab(all, draft));
    for (const { message } of findings) notify(message, "warning");
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}
