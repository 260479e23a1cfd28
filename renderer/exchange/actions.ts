/** Importing and copying requests. */
import type {
  CopiedRequest,
  CopyForm,
  ImportedRequests,
  PortableRequest,
} from "../../core/contract/exchange.ts";
import { openConnection } from "../actions/connect.ts";
import { notify } from "../actions/notify.ts";
import { editRequest } from "../actions/tabs.ts";
import { scopeOfDraft } from "../collections/scope.ts";
import { desktop } from "../engine/desktop.ts";
import { engine } from "../engine/link.ts";
import { addConnection, findMethod } from "../state/connections.ts";
import { openTab, type RequestDraft } from "../state/drafts.ts";
import { createStore } from "../state/store.ts";
import { connections, drafts, overlay } from "../state/stores.ts";
import { connectionIdOf, fromPortable } from "./from-portable.ts";
import { notCopiedOf, toPortable } from "./to-portable.ts";

/** Tabs opened at once, at most: more of them help nobody. */
export const maximumTabs = 20;

/** What the import dialogue starts with. */
export const importText = createStore("");

/** Opens the import dialogue, with a text that was pasted elsewhere. */
export function openImport(text = ""): void {
  importText.update(() => text);
  overlay.update(() => "import");
}

/** Reads a text that was typed or pasted. Rejects with a `ByteglassError`. */
export async function readImport(text: string): Promise<ImportedRequests> {
  return await (await engine()).importRequests({ kind: "text", text });
}

/** Asks for an exported file or the folder of a collection, and reads it; nothing when the dialogue was closed. */
export async function chooseImport(kind: "any" | "folder"): Promise<ImportedRequests | undefined> {
  const title = kind === "folder" ? "Import the folder of a collection" : "Import an exported file";
  const [path] = await desktop().openFiles({ title, kind, multiple: false });
  return path === undefined ? undefined : await (await engine()).importRequests({ kind: "path", path });
}

/** Opens requests as tabs, the first in front, and reads their schemas. */
export async function openImported(requests: readonly PortableRequest[]): Promise<void> {
  const opened = requests.slice(0, maximumTabs).map((request) => {
    const id = connectionIdOf(request.sources);
    if (id !== "") connections.update((state) => addConnection(state, id, request.sources, false));
    const draft = fromPortable(crypto.randomUUID(), id, request);
    drafts.update((state) => openTab(state, draft));
    return draft;
  });
  const [first] = opened;
  if (first !== undefined) drafts.update((state) => ({ ...state, activeId: first.id }));
  for (const id of new Set(opened.map(({ connectionId }) => connectionId))) {
    if (id === "") continue;
    await openConnection(id);
    for (const draft of opened) if (draft.connectionId === id) learnKind(draft);
  }
}

/** A line does not say whether a method streams; its schema does. */
function learnKind({ id, connectionId, method }: RequestDraft): void {
  const found = findMethod(connections.get().byId[connectionId]?.schema, method);
  if (found !== undefined) editRequest(id, (draft) => ({ ...draft, methodKind: found.kind }));
}

/** A request in another form. Rejects with a `ByteglassError`. */
export async function copyAs(draft: RequestDraft, form: CopyForm): Promise<CopiedRequest> {
  const connection = connections.get().byId[draft.connectionId];
  const schemaId = connection?.schema?.schemaId;
  const request = toPortable(draft, connection?.sources ?? []);
  const scope = scopeOfDraft(draft);
  return await (await engine()).copyRequest({
    request,
    form,
    notCopied: notCopiedOf(draft),
    ...(scope === undefined ? {} : { scope }),
    ...(schemaId === undefined ? {} : { schemaId }),
  });
}

/** Puts a copied request on the clipboard. */
export async function putOnClipboard(text: string): Promise<void> {
  await desktop().copyText(text);
  notify("The request is on the clipboard.");
}
