/** Opening, closing and filling tabs. */
import type { MethodSummary, SchemaSummary } from "../../core/contract/views.ts";
import { comparisons, dropComparing } from "../compare/state.ts";
import { disposeModels } from "../editor/models.ts";
import { engine } from "../engine/link.ts";
import { dropLoad, loads } from "../load/state.ts";
import { dropComposition } from "../state/compositions.ts";
import { findMethod } from "../state/connections.ts";
import {
  activeTab,
  changeRequest,
  closeTab,
  NEW_DEADLINE,
  newRequest,
  openTab,
  type RequestDraft,
} from "../state/drafts.ts";
import { isBlank, keptFor, replaceMessages } from "../state/kept-bodies.ts";
import { dropPayload } from "../state/payloads.ts";
import { dropRun } from "../state/runs.ts";
import { compositions, connections, drafts, payloads, runs } from "../state/stores.ts";
import { newDeadline } from "../state/usual-deadline.ts";
import { dropLook } from "../timeline/looks.ts";
import { chooseBody } from "./body-under-way.ts";
import { cancelOperation, currentConnection } from "./connect.ts";
import { forgetRecording } from "./forget-recording.ts";

/** Changes one request. */
export function editRequest(id: string, change: (draft: RequestDraft) => RequestDraft): void {
  drafts.update((state) => changeRequest(state, id, change));
}

/** Opens an empty request beside the tab in front, with the same servers and schema. */
export function openRequest(): void {
  const front = activeTab(drafts.get());
  const connection = currentConnection();
  const shared =
    front?.kind === "request"
      ? { channel: front.channel, servers: front.servers, deadline: front.deadline }
      : serversOf(connection?.id ?? "");
  const draft = newRequest(crypto.randomUUID(), {
    deadline: newDeadline(),
    ...shared,
    connectionId: connection?.id ?? "",
  });
  drafts.update((state) => openTab(state, draft));
}

/** The servers of another request of the connection, or that of its reflection. */
function serversOf(connectionId: string): Partial<RequestDraft> {
  const other = drafts
    .get()
    .tabs.findLast((tab): tab is RequestDraft => tab.kind === "request" && tab.connectionId === connectionId);
  if (other !== undefined) return { servers: other.servers };
  const source = connections.get().byId[connectionId]?.sources[0];
  if (source?.kind !== "reflection") return {};
  const { servers } = newRequest("");
  return { servers: { ...servers, grpc: source.server } };
}

/** Closes a tab; what runs in it is cancelled, its text can be brought back. */
export function closeRequest(id: string): void {
  const run = runs.get()[id];
  const many = [loads.get()[id], comparisons.get()[id]].filter((one) => one?.running === true);
  for (const one of [...(run?.phase === "running" ? [run] : []), ...many])
    if (one !== undefined) void cancelOperation(one.operationId);
  drafts.update((state) => closeTab(state, id));
  if (run !== undefined) void forgetRecording(run.operationId);
  runs.update((state) => dropRun(state, id));
  compositions.update((state) => dropComposition(state, id));
  payloads.update((state) => dropPayload(state, id));
  dropLoad(id);
  dropComparing(id);
  dropLook(id);
  // The editor lets go of the text first.
  window.setTimeout(() => disposeModels(`${id}/`));
}

/** Opens a method: in the empty tab in front when there is one, in a new tab otherwise. Its body is an example. */
export async function openMethod(connectionId: string, fullName: string): Promise<void> {
  const front = activeTab(drafts.get());
  const empty = front?.kind === "request" && front.method === "" && isBlank(front.messages);
  if (!empty) {
    openRequest();
  }
  const tab = activeTab(drafts.get());
  if (tab?.kind === "request") await chooseMethod(tab.id, connectionId, fullName);
}

/**
 * Sets a request's method. What was typed stays where it fits the new method too; where it does not, the method's example
 * (or what was typed for it before) takes its place, and the old text is kept to be put back. `refine` makes more of an
 * example.
 */
export async function chooseMethod(
  id: string,
  connectionId: string,
  fullName: string,
  refine: (json: string) => string = (json) => json,
): Promise<void> {
  const schema = connections.get().byId[connectionId]?.schema;
  const method = findMethod(schema, fullName);
  const before = drafts.get().tabs.find((tab) => tab.id === id);
  if (schema === undefined || method === undefined || before?.kind !== "request") return;
  editRequest(id, (draft) => withMethod({ ...draft, connectionId }, method));
  const isNew = before.method === "" || before.method === fullName;
  if (!isBlank(before.messages) && isNew) return;
  await chooseBody({ ...before, method: fullName }, async () => {
    if (!isBlank(before.messages) && (await fits(schema.schemaId, fullName, before.messages))) return asIs;
    const example = [refine(await readTemplate(schema.schemaId, method.inputType))];
    const isTyped = !isBlank(before.messages) && !(await isExample(schema, before));
    return (draft) =>
      replaceMessages(draft, keptFor(draft, fullName)?.messages ?? example, {
        method: before.method,
        isTyped,
      });
  });
}

function asIs(draft: RequestDraft): RequestDraft {
  return draft;
}

function withMethod(draft: RequestDraft, method: MethodSummary): RequestDraft {
  // A stream that is driven by hand would not live for the few seconds that a new request gives a call.
  const deadline = method.kind === "bidi-stream" && draft.deadline === NEW_DEADLINE ? "" : draft.deadline;
  return { ...draft, method: method.fullName, methodKind: method.kind, binding: -1, deadline };
}

async function fits(schemaId: string, method: string, messages: readonly string[]): Promise<boolean> {
  try {
    const bodies = [{ id: "0", method, messages: [...messages] }];
    const [check] = await (await engine()).checkBodies({ schemaId, bodies });
    return check?.outcome === "fits";
  } catch {
    return true;
  }
}

/** True for a body that is just as the method's example has it. */
async function isExample(schema: SchemaSummary, { method, messages }: RequestDraft): Promise<boolean> {
  const typeName = findMethod(schema, method)?.inputType;
  if (typeName === undefined || messages.length !== 1) return false;
  return (await readTemplate(schema.schemaId, typeName)) === messages[0];
}

/**
 * Puts the method's example in place of the shown message; what stood there is kept to be put back. What is typed before
 * the example is there stays.
 */
export async function fillExample(draft: RequestDraft): Promise<void> {
  const schema = connections.get().byId[draft.connectionId]?.schema;
  const method = findMethod(schema, draft.method);
  if (schema === undefined || method === undefined) return;
  await chooseBody(draft, async () => {
    const json = await readTemplate(schema.schemaId, method.inputType);
    return (now) => {
      const { messageIndex } = now;
      const messages = now.messages.map((message, at) => (at === messageIndex ? json : message));
      return { ...replaceMessages(now, messages, { method: now.method, isTyped: true }), messageIndex };
    };
  });
}

async function readTemplate(schemaId: string, symbol: string): Promise<string> {
  try {
    return (await (await engine()).template({ schemaId, symbol })).json;
  } catch {
    return "{}";
  }
}
