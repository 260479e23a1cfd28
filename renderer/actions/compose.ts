/** Encodes the message in front as it is typed, one at a time, the newest text always last. */
import type { VariableScope } from "../../core/contract/environments.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { scopeOfDraft } from "../collections/scope.ts";
import { collections } from "../collections/store.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine, engineState } from "../engine/link.ts";
import { environments } from "../environment/store.ts";
import { putComposition } from "../state/compositions.ts";
import { findMethod } from "../state/connections.ts";
import { activeRequest } from "../state/drafts.ts";
import { shownMessage } from "../state/messages.ts";
import { compositions, connections, drafts, selections } from "../state/stores.ts";

interface Task {
  readonly tabId: string;
  readonly schemaId: string;
  readonly typeName: string;
  readonly json: string;
  readonly scope: VariableScope | undefined;
  readonly key: string;
}

/** Pause after a keystroke before the text is encoded, in ms; longer texts wait longer. */
const PAUSE = 90;
const PAUSE_PER_CHARACTER = 1 / 4000;

/** Keeps the live encoding of the tab in front up to date. To be called once. */
export function startComposer(): void {
  let timer: number | undefined;
  let running = false;

  function wake(): void {
    const task = nextTask();
    window.clearTimeout(timer);
    if (task === undefined || running) return;
    const fresh = compositions.get()[task.tabId] === undefined;
    timer = window.setTimeout(run, fresh ? 0 : PAUSE + task.json.length * PAUSE_PER_CHARACTER);
  }

  async function run(): Promise<void> {
    const task = nextTask();
    if (task === undefined) return;
    running = true;
    await compose(task);
    running = false;
    wake();
  }

  drafts.subscribe(wake);
  connections.subscribe(wake);
  collections.subscribe(wake);
  environments.subscribe(wake);
  wake();
}

/** What is to be encoded, unless it was. */
function nextTask(): Task | undefined {
  const draft = activeRequest(drafts.get());
  const schema = connections.get().byId[draft?.connectionId ?? ""]?.schema;
  if (draft === undefined || schema === undefined) return undefined;
  const method = findMethod(schema, draft.method);
  const json = shownMessage(draft);
  if (method === undefined) return undefined;
  const scope = scopeOfDraft(draft);
  const key = compositionKey(schema.schemaId, method.inputType, draft.messageIndex, json, scope);
  if (compositions.get()[draft.id]?.key === key) return undefined;
  return { tabId: draft.id, schemaId: schema.schemaId, typeName: method.inputType, json, scope, key };
}

function compositionKey(
  schemaId: string,
  typeName: string,
  index: number,
  json: string,
  scope: VariableScope | undefined,
): string {
  // Another engine may give the same id to its schema, and knows nothing of what the one before it encoded.
  return `${engineState.get().losses}\n${schemaId}\n${typeName}\n${index}\n${scope?.environment ?? ""}\n${scope === undefined ? 0 : environments.get().turn}\n${scope?.file ?? ""}\n${JSON.stringify(scope?.request ?? "")}\n${json}`;
}

async function compose(task: Task): Promise<void> {
  const { tabId, key, schemaId, typeName, json, scope } = task;
  const before = compositions.get()[tabId]?.lastDocument;
  try {
    const composition = await (await engine()).compose({
      schemaId,
      typeName,
      json,
      validate: true,
      ...(scope === undefined ? {} : { scope }),
    });
    compositions.update((state) => putComposition(state, tabId, key, { composition }));
    if (composition.document !== undefined) release(before, composition.document);
  } catch (thrown) {
    compositions.update((state) => putComposition(state, tabId, key, { error: toErrorRecord(thrown) }));
  }
}

/** Gives a replaced document back, a little later: panes may still be reading its pages. */
function release(before: DocumentSummary | undefined, now: DocumentSummary): void {
  if (before === undefined || before.documentId === now.documentId) return;
  const { documentId } = before;
  window.setTimeout(() => {
    void engine().then((one) => one.release({ documentId }).catch(() => undefined));
    selections.update(({ [documentId]: _, ...rest }) => rest);
  }, 2000);
}
