/** Opening collections and what is in them. */
import { openConnection } from "../actions/connect.ts";
import { notify } from "../actions/notify.ts";
import { desktop } from "../engine/desktop.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { connectionIdOf } from "../exchange/from-portable.ts";
import { forgetSaved, recheckSaved } from "../schema/drift/recheck-saved.ts";
import { addConnection, findMethod } from "../state/connections.ts";
import { activateTab, openTab, type RequestDraft } from "../state/drafts.ts";
import { onePerKey } from "../state/latest.ts";
import { connections, drafts, layout } from "../state/stores.ts";
import { onCollectionNews } from "./news.ts";
import { draftOfSaved } from "./saved.ts";
import { addCollection, dropCollection, setTree } from "./state.ts";
import { collections } from "./store.ts";

/** Asks for the folder of a collection and opens it. */
export async function chooseCollection(): Promise<void> {
  const [path] = await desktop().openFiles({ title: "Open a collection", kind: "folder", multiple: false });
  if (path !== undefined) await openCollection(path);
}

/** Opens the collection in a folder, and watches it. */
export async function openCollection(path: string): Promise<void> {
  collections.update((state) => addCollection(state, path));
  layout.update((state) => ({ ...state, sidePanel: "requests", sideVisible: true }));
  await readCollection(path);
}

/**
 * Reads a collection's tree; the one that was there stays until then. A branch switch brings news again and again while
 * it is read: it is read once more then, and no older tree takes the place of a newer one.
 */
export const readCollection = onePerKey(async (path) => {
  try {
    const tree = await (await engine()).openCollection({ path, watch: true });
    collections.update((state) => setTree(state, path, { tree }));
    void recheckSaved(path);
  } catch (thrown) {
    collections.update((state) => setTree(state, path, { error: toErrorRecord(thrown) }));
  }
});

/** Closes a collection; its files and the tabs of its requests stay. */
export async function closeCollection(path: string): Promise<void> {
  collections.update((state) => dropCollection(state, path));
  forgetSaved(path);
  // An engine that dies meanwhile watches nothing any more.
  await (await engine()).closeCollection({ path }).catch(() => undefined);
}

/** Opens a saved request as a tab, or goes to the tab it is open in. */
export async function openSaved(collection: string, file: string): Promise<void> {
  const there = drafts.get().tabs.find((tab) => tab.kind === "request" && tab.saved?.file === file);
  if (there !== undefined) {
    drafts.update((state) => activateTab(state, there.id));
    return;
  }
  try {
    const one = await engine();
    const { request, hash, findings } = await one.readRequest({ file });
    if (request === undefined) {
      notify(findings[0]?.message ?? `${file} is no request.`, "warning");
      return;
    }
    const sources = await one.savedSources({ collection, file, request });
    const id = sources.length === 0 ? "" : `${connectionIdOf(sources)}`;
    if (id !== "") connections.update((state) => addConnection(state, id, sources, false));
    const draft = draftOfSaved(crypto.randomUUID(), id, { file, collection, hash, request });
    drafts.update((state) => openTab(state, draft));
    await learnKind(draft);
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}

/** A file need not say whether its method streams; its schema does. */
async function learnKind({ id, connectionId, method, saved }: RequestDraft): Promise<void> {
  if (connectionId === "") return;
  if (connections.get().byId[connectionId]?.schema === undefined) await openConnection(connectionId, saved);
  const found = findMethod(connections.get().byId[connectionId]?.schema, method);
  if (found === undefined || saved?.request.methodKind !== undefined) return;
  drafts.update((state) => ({
    ...state,
    tabs: state.tabs.map((tab) =>
      tab.id === id && tab.kind === "request" ? { ...tab, methodKind: found.kind } : tab,
    ),
  }));
}

/** Follows outside changes of open collections. To be called once. */
export function startCollections(): void {
  onCollectionNews((news) => {
    if (news.kind === "collection") void readCollection(news.path);
  });
  for (const { path, tree } of collections.get().open) if (tree === undefined) void readCollection(path);
}
