/** Opening a recording out of a file: a tab with its timeline, ready to be made again with the descriptors it carries. */
import type { MetadataEntry } from "../../core/contract/params.ts";
import type { OpenedRecording } from "../../core/contract/recordings.ts";
import { notify } from "../actions/notify.ts";
import { partsOf as partsOfSaved } from "../collections/saved.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { addConnection, beginOpening, finishOpening } from "../state/connections.ts";
import { newRequest, openTab, type RequestDraft } from "../state/drafts.ts";
import { openRun } from "../state/runs.ts";
import { NO_SERVERS, withServer } from "../state/servers.ts";
import { connections, drafts, runs } from "../state/stores.ts";
import { recordedMetadata } from "./recorded-metadata.ts";

/** Messages that the request of an opened recording begins with; the recording itself replays all of them. */
const MOST_MESSAGES = 50;

/** True for the name of a file that a recording is exported to. */
export function isRecordingName(path: string): boolean {
  return /\.byteglass$/i.test(path);
}

/** Opens a recording; what stands in the way is told in the status bar. */
export async function openRecordingFile(file: string): Promise<void> {
  try {
    const opened = await (await engine()).openRecording({ operationId: crypto.randomUUID(), file });
    const { method, channel, state, findings } = opened;
    const id = crypto.randomUUID();
    const parts = await partsOf(opened, id);
    const draft = newRequest(id, { ...parts, connectionId: connectRecorded(file, opened) });
    if (state.eventCount > 0) runs.update((all) => openRun(all, id, { method, channel, recording: state }));
    drafts.update((all) => openTab(all, draft));
    for (const { message } of findings) notify(message, "warning");
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}

/** A shared request is there as it was written; a recording alone tells what was sent, and where it went. */
async function partsOf(opened: OpenedRecording, id: string): Promise<Partial<RequestDraft>> {
  const { method, kind, channel, target, state, request } = opened;
  const answerPane = state.eventCount > 0 ? ("timeline" as const) : ("body" as const);
  if (request !== undefined) return { ...partsOfSaved(request, id), methodKind: kind, answerPane };
  const server = { target, security: { mode: "auto" as const } };
  const servers = withServer(NO_SERVERS, channel, server);
  const messages = await sentMessages(opened);
  const metadata = await sentMetadata(opened);
  return { method, methodKind: kind, channel, servers, answerPane, deadline: "", messages, metadata };
}

/** What its sender gave; what is masked has to be given again, and is told. */
async function sentMetadata(opened: OpenedRecording): Promise<RequestDraft["metadata"]> {
  const { entries, maskedNames } = recordedMetadata(await requestHeaders(opened));
  if (maskedNames.length > 0)
    notify(`The recording has no secrets: give ${maskedNames.join(", ")} again to send it.`);
  return entries.map((entry, index) => ({ ...entry, id: `recorded ${index}`, enabled: true }));
}

/** The descriptors of the file as the schema of its request; answers with the id of the connection. */
function connectRecorded(file: string, { schema }: OpenedRecording): string {
  const id = `recording ${file}`;
  const operationId = crypto.randomUUID();
  const source = { kind: "descriptor-set" as const, file, watch: false };
  connections.update((state) => {
    const begun = beginOpening(addConnection(state, id, [source], false), id, operationId);
    return finishOpening(begun, id, operationId, { schema, readAt: Date.now() });
  });
  return id;
}

/** They come among the first events. */
async function requestHeaders({ recordingId }: OpenedRecording): Promise<readonly MetadataEntry[]> {
  const one = await engine();
  const { rows } = await one.readTimeline({ recordingId, start: 0, end: 32 });
  const row = rows.find(({ kind }) => kind === "request-headers");
  if (row === undefined) return [];
  const event = await one.readEvent({ recordingId, event: row.event });
  return event.kind === "request-headers" ? event.headers : [];
}

async function sentMessages({ recordingId }: OpenedRecording): Promise<readonly string[]> {
  const range = { side: "out" as const, start: 0, end: MOST_MESSAGES };
  const sent = await (await engine()).readMessages({ recordingId, ...range });
  return sent.length === 0 ? [""] : sent.map(({ json }) => json);
}
