/** Calls out of the history: opened with their answer, sent again, compared, pinned. */
import type { CallDifference, HistoryCall, HistoryEntry } from "../../core/contract/history.ts";
import { openConnection } from "../actions/connect.ts";
import { notify } from "../actions/notify.ts";
import { send } from "../actions/send.ts";
import { collectionDialog } from "../collections/store.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { connectionIdOf } from "../exchange/from-portable.ts";
import { addConnection, findMethod } from "../state/connections.ts";
import { newRequest, openTab, type RequestDraft } from "../state/drafts.ts";
import { beginRun, finishRun } from "../state/runs.ts";
import { NO_SERVERS, withServer } from "../state/servers.ts";
import { createStore } from "../state/store.ts";
import { connections, drafts, runs } from "../state/stores.ts";

/** What the panel remembers: the call that others are compared with, and how that came out. */
export interface HistoryState {
  readonly marked: HistoryEntry | undefined;
  readonly compared:
    | { readonly before: HistoryEntry; readonly after: HistoryEntry; readonly difference: CallDifference }
    | undefined;
  /** Counts what may have changed the list. */
  readonly turn: number;
}

/** The store. */
export const historyState = createStore<HistoryState>({ marked: undefined, compared: undefined, turn: 0 });

/** Opens a call as a tab, with the answer it had. */
export async function openCall(entry: HistoryEntry): Promise<RequestDraft | undefined> {
  return await tried(async () => {
    const one = await engine();
    const plain = await one.readHistory({ id: entry.id });
    const connectionId = await connectionFor(plain);
    const schema = connections.get().byId[connectionId]?.schema;
    const method = findMethod(schema, entry.method);
    const isTyped = schema !== undefined && method !== undefined;
    const call = isTyped ? await one.readHistory({ id: entry.id, schemaId: schema.schemaId }) : plain;
    const draft = { ...draftOf(call, connectionId, method?.kind), saved: await linkOf(call) };
    drafts.update((state) => openTab(state, draft));
    const { record } = call;
    const { channel } = record;
    // The tab it was made in may be open still, and has a run of the call's own id.
    const operationId = crypto.randomUUID();
    runs.update((state) =>
      finishRun(
        beginRun(state, draft.id, {
          operationId,
          method: record.method,
          channel,
          startedAt: performance.now(),
          deadline: undefined,
        }),
        operationId,
        record,
      ),
    );
    if (call.incomplete) notify("Credentials and messages with secrets in them were not kept.");
    return draft;
  });
}

/** The file that the call was made from: without it the names in its texts would stand for nothing. */
async function linkOf({ request: { scope } }: HistoryCall): Promise<RequestDraft["saved"]> {
  const { file, collection } = scope ?? {};
  if (file === undefined || collection === undefined) return undefined;
  const read = await (await engine()).readRequest({ file }).catch(() => undefined);
  if (read?.request === undefined) return undefined;
  return { file, collection, hash: read.hash, request: read.request };
}

async function connectionFor({ request }: HistoryCall): Promise<string> {
  const known = Object.values(connections.get().byId).find(
    ({ schema }) => findMethod(schema, request.method) !== undefined,
  );
  if (known !== undefined) return known.id;
  if (request.channel !== "grpc") return "";
  const sources = [
    { kind: "reflection" as const, server: request.server, metadata: [], version: "auto" as const },
  ];
  const id = connectionIdOf(sources);
  connections.update((state) => addConnection(state, id, sources, false));
  await openConnection(id);
  return id;
}

function draftOf(
  call: HistoryCall,
  connectionId: string,
  kind: RequestDraft["methodKind"] = "unary",
): RequestDraft {
  const { request } = call;
  const id = crypto.randomUUID();
  const { deadline } = request;
  return newRequest(id, {
    connectionId,
    channel: request.channel,
    servers: withServer(NO_SERVERS, request.channel, request.server),
    method: request.method,
    methodKind: kind,
    binding: request.binding ?? -1,
    messages: request.messages.length === 0 ? [""] : request.messages,
    metadata: request.metadata.map(({ name, value }, index) => ({
      id: `${id} ${index}`,
      name,
      value,
      enabled: true,
    })),
    deadline: request.deadlineText ?? (deadline === undefined ? "" : `${deadline} ms`),
    ...(request.options && { options: request.options }),
  });
}

/** Opens a call and sends it again. */
export async function sendAgain(entry: HistoryEntry): Promise<void> {
  const draft = await openCall(entry);
  if (draft !== undefined) await send(draft);
}

/** Remembers a call, for comparing another one with it. */
export function markCall(entry: HistoryEntry): void {
  historyState.update((state) => ({ ...state, marked: entry, compared: undefined }));
}

/** Compares a call with the one that is marked. */
export async function compareCall(after: HistoryEntry): Promise<void> {
  const { marked: before } = historyState.get();
  if (before === undefined) return;
  await tried(async () => {
    const one = await engine();
    const schema = Object.values(connections.get().byId).find(
      (connection) => findMethod(connection.schema, after.method) !== undefined,
    )?.schema;
    const ids = { before: before.id, after: after.id };
    const difference = await one.diffCalls({ ...ids, ...(schema && { schemaId: schema.schemaId }) });
    historyState.update((state) => ({ ...state, compared: { before, after, difference } }));
  });
}

/** Puts the comparison away. */
export function closeComparison(): void {
  historyState.update((state) => ({ ...state, compared: undefined }));
}

/** Pins a call so that it stays, or lets it go. */
export async function togglePin(entry: HistoryEntry): Promise<void> {
  await tried(async () => {
    const name = entry.pinned === undefined ? { name: entry.name || entry.method } : {};
    await (await engine()).pinCall({ id: entry.id, ...name });
    historyState.update((state) => ({ ...state, turn: state.turn + 1 }));
  });
}

/** Gives a pinned call another name. */
export async function namePin({ id }: HistoryEntry, name: string): Promise<void> {
  await tried(async () => {
    await (await engine()).pinCall({ id, name });
    historyState.update((state) => ({ ...state, turn: state.turn + 1 }));
  });
}

/** Opens a call and asks where its request is saved. */
export async function saveCall(entry: HistoryEntry): Promise<void> {
  const draft = await openCall(entry);
  if (draft !== undefined) collectionDialog.update(() => ({ kind: "save-as", tabId: draft.id }));
}

async function tried<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
    return undefined;
  }
}
