/** Changing the tree of a collection: names, places, copies. */
import { notify, notifyUndo } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { drafts } from "../state/stores.ts";
import { openCollection, readCollection } from "./actions.ts";
import { collectionOf, isWithin } from "./state.ts";
import { closeCollectionDialog, collections } from "./store.ts";

/** Makes a collection in a folder and opens it. Rejects with a `ByteglassError`. */
export async function makeCollection(folder: string, name: string): Promise<void> {
  const { path } = await (await engine()).createItem({ folder, name, item: { kind: "collection" } });
  closeCollectionDialog();
  await openCollection(path);
}

/** Makes a folder in a collection or a folder. Rejects with a `ByteglassError`. */
export async function makeFolder(folder: string, name: string): Promise<void> {
  await (await engine()).createItem({ folder, name, item: { kind: "folder" } });
  closeCollectionDialog();
  await refresh(folder);
}

/** Gives an item another name. Rejects with a `ByteglassError`. */
export async function rename(path: string, name: string): Promise<void> {
  const moved = await (await engine()).renameItem({ path, name });
  closeCollectionDialog();
  follow(path, moved.path, name);
  await refresh(path);
}

/** Moves an item into a folder, before another one or to the end. */
export async function move(path: string, folder: string, before?: string): Promise<void> {
  await tellFailure(async () => {
    const moved = await (await engine()).moveItem({
      path,
      folder,
      ...(before === undefined ? {} : { before }),
    });
    follow(path, moved.path);
    await refresh(path);
    await refresh(moved.path);
  });
}

/** Copies an item beside itself. */
export async function duplicate(path: string): Promise<void> {
  await tellFailure(async () => {
    await (await engine()).duplicateItem({ path });
    await refresh(path);
  });
}

/** Takes an item away, and says where it is kept. */
export async function remove(path: string): Promise<void> {
  closeCollectionDialog();
  await tellFailure(async () => {
    const kept = await (await engine()).removeItem({ path });
    notifyUndo(`Removed; it is kept at ${kept.path}.`, async () => {
      await (await engine()).restoreItem({ kept: kept.path, path });
      await refresh(path);
    });
    await refresh(path);
  });
}

async function tellFailure(work: () => Promise<void>): Promise<void> {
  await work().catch((thrown: unknown) => notify(toErrorRecord(thrown).message, "warning"));
}

async function refresh(path: string): Promise<void> {
  const collection = collectionOf(collections.get(), path);
  if (collection !== undefined) await readCollection(collection.path);
}

/** Tabs of requests that have another place, or another name, keep their file. */
function follow(from: string, to: string, name?: string): void {
  drafts.update((state) => ({
    ...state,
    tabs: state.tabs.map((tab) => {
      if (tab.kind !== "request" || tab.saved === undefined || !isWithin(tab.saved.file, from)) return tab;
      const file = `${to}${tab.saved.file.slice(from.length)}`;
      const request =
        name === undefined || tab.saved.file !== from ? tab.saved.request : { ...tab.saved.request, name };
      return { ...tab, saved: { ...tab.saved, file, request } };
    }),
  }));
}
