/** Making a call from a tab, and ending it. */
import type { HttpOptions } from "../../core/contract/channels.ts";
import type { CallRequest } from "../../core/contract/params.ts";
import type { ErrorCode, ErrorRecord } from "../../core/error.ts";
import { scopeOf } from "../collections/scope.ts";
import { rawBodies } from "../edit/raw-bodies.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { readDeadline } from "../format/deadline.ts";
import { activeRequest, type RequestDraft } from "../state/drafts.ts";
import { sentMessages, staysOpen } from "../state/messages.ts";
import { sentMetadata } from "../state/metadata.ts";
import { beginRun, failRun, finishRun } from "../state/runs.ts";
import { serverOf } from "../state/servers.ts";
import { connections, drafts, runs } from "../state/stores.ts";
import { sendComposed, takesMessages } from "../timeline/actions.ts";
import { cancelOperation, openConnection } from "./connect.ts";
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
  const reading = readDeadline(draft.deadline);
  const deadline = reading.ok ? reading.milliseconds : undefined;
  const startedAt = performance.now();
  const before = runs.get()[id]?.operationId;
  if (before !== undefined && before !== keptRecordingId) void forgetRecording(before);
  runs.update((state) => beginRun(state, id, { operationId, method, channel, startedAt, deadline }));
  const answerPane = staysOpen(draft) || draft.answerPane === "timeline" ? "timeline" : "body";
  editRequest(id, (now) => ({ ...now, answerPane, inspectorSide: "answer" }));
  try {
    const request = await buildCall(draft, operationId);
    const record = await (await engine()).call(request);
    flushEvents();
    runs.update((state) => finishRun(state, operationId, record));
  } catch (thrown) {
    flushEvents();
    runs.update((state) => failRun(state, operationId, toErrorRecord(thrown)));
  }
}

/** What is sent; throws a failure with words for the person where something is missing. */
async function buildCall(draft: RequestDraft, operationId: string): Promise<CallRequest> {
  const server = serverOf(draft.servers, draft.channel);
  if (server.target.trim() === "") throw refuse("bad-target", ...noTarget(draft));
  if (draft.method === "") throw refuse("usage", "No method is chosen.", "Choose one beside the address.");
  const deadline = readDeadline(draft.deadline);
  if (!deadline.ok) throw refuse("usage", deadline.message, "The deadline is at the right of the method.");
  const schema = await schemaOf(draft);
  const bodies = await rawBodies(draft, schema);
  const scope = scopeOf(draft.saved);
  return {
    operationId,
    schemaId: schema,
    method: draft.method,
    channel: draft.channel,
    server,
    messages: bodies === undefined ? [...sentMessages(draft)] : [],
    ...(bodies === undefined ? {} : { bodies }),
    metadata: sentMetadata(draft.metadata),
    ...(staysOpen(draft) ? { keepOpen: true } : {}),
    ...(scope === undefined ? {} : { scope }),
    ...(deadline.milliseconds === undefined ? {} : { deadline: deadline.milliseconds }),
    ...(Object.keys(draft.options).length === 0 ? {} : { options: draft.options }),
    ...(draft.authorization.kind === "none" ? {} : { authorization: draft.authorization }),
    ...(draft.channel === "http-json" && draft.binding >= 0 ? { binding: draft.binding } : {}),
    http: sentHttp(draft),
  };
}

/** Method, path and content type are those of a plain protobuf body; the others write their own. */
function sentHttp({ channel, http }: RequestDraft): HttpOptions {
  const { version } = http;
  return channel === "http-protobuf" ? http : version === undefined ? {} : { version };
}

/** The schema of a request's connection; one that was not read yet is read first. */
export async function schemaOf(draft: RequestDraft): Promise<string> {
  const connection = connections.get().byId[draft.connectionId];
  if (connection === undefined)
    throw refuse("bad-schema", "No schema is open.", "Connect to a server or open .proto files first.");
  if (connection.schema !== undefined) return connection.schema.schemaId;
  const schema = await openConnection(connection.id, draft.saved);
  if (schema !== undefined) return schema.schemaId;
  throw failure(connections.get().byId[connection.id]?.error ?? NO_SCHEMA);
}

const NO_SCHEMA: ErrorRecord = {
  code: "cancelled",
  message: "The schema was not read to its end.",
  hint: "Send again to read it.",
  findings: [],
};

function noTarget({ channel }: RequestDraft): [string, string] {
  return channel === "grpc"
    ? ["No address is given.", "Write where the server is, such as localhost:50051."]
    : ["No address is given for HTTP + JSON.", "Write where the gateway is, such as http://localhost:8080."];
}

function refuse(code: ErrorCode, message: string, hint: string): unknown {
  return failure({ code, message, hint, findings: [] });
}

function failure(record: ErrorRecord): unknown {
  return { name: "ByteglassError", record };
}

/** Ends the call that runs in the tab in front. True when there was one. */
export function cancelActive(): boolean {
  const draft = activeRequest(drafts.get());
  const run = draft === undefined ? undefined : runs.get()[draft.id];
  if (run?.phase !== "running") return false;
  void cancelOperation(run.operationId);
  return true;
}
