/** The engine's methods about saved collections. */
import {
  CloseCollectionParams,
  type CollectionItemMethods,
  type CollectionMethods,
  CreateItemParams,
  ItemParams,
  MoveItemParams,
  OpenCollectionParams,
  ReadRequestParams,
  RenameItemParams,
  RestoreItemParams,
  SaveRequestParams,
} from "../../contract/collections.ts";
import type { EngineListener } from "../../contract/engine.ts";
import { ByteglassError } from "../../error.ts";
import { door } from "../door.ts";

const openPart = () => import("../../collections/open-collection.ts");
const filePart = () => import("../../collections/request-file.ts");
const itemPart = () => import("../../collections/change-items.ts");
const removedPart = () => import("../../collections/removed-items.ts");
const watchPart = () => import("../../collections/watch.ts");

/** Collections watched at the same time; a window shows a few. */
const maximumWatched = 32;

/** The methods, and their end. */
export interface CollectionPart {
  readonly methods: CollectionMethods & CollectionItemMethods;
  close(): Promise<void>;
}

/** Opens collections, reads and saves their requests; the room is loaded when it is first needed. */
export function createCollectionPart(
  tell: EngineListener,
  stateDirectory: string | undefined,
): CollectionPart {
  const watched = createWatched(tell);
  const methods: CollectionPart["methods"] = {
    openCollection: door("openCollection", OpenCollectionParams, async ({ path, watch }) => {
      if (watch === true) await watched.add(path);
      return await (await openPart()).openCollectionFolder(path);
    }),
    closeCollection: door("closeCollection", CloseCollectionParams, ({ path }) => watched.remove(path)),
    createItem: door("createItem", CreateItemParams, async (request) =>
      (await itemPart()).createItem(request),
    ),
    renameItem: door("renameItem", RenameItemParams, async (request) =>
      (await itemPart()).renameItem(request),
    ),
    moveItem: door("moveItem", MoveItemParams, async (request) => (await itemPart()).moveItem(request)),
    duplicateItem: door("duplicateItem", ItemParams, async (request) =>
      (await itemPart()).duplicateItem(request),
    ),
    removeItem: door("removeItem", ItemParams, async (request) =>
      (await removedPart()).removeItem(request, stateDirectory),
    ),
    restoreItem: door("restoreItem", RestoreItemParams, async (request) =>
      (await removedPart()).restoreItem(request, stateDirectory),
    ),
    readRequest: door("readRequest", ReadRequestParams, async ({ file }) =>
      (await filePart()).readRequestFile(file),
    ),
    saveRequest: door("saveRequest", SaveRequestParams, async ({ file, request, hash }) =>
      (await filePart()).saveRequestFile(file, request, hash),
    ),
  };
  return { methods, close: watched.close };
}

function createWatched(tell: EngineListener) {
  const watchers = new Map<string, Promise<{ close(): Promise<void> }>>();

  async function add(path: string): Promise<void> {
    if (watchers.has(path)) return;
    if (watchers.size >= maximumWatched) {
      throw new ByteglassError("too-large", `${maximumWatched} collections are open already.`, {
        hint: "Close some of them.",
      });
    }
    const watching = watchPart().then(({ watchFolder }) =>
      watchFolder(path, (files) => tell({ kind: "collection", path, files })),
    );
    watchers.set(path, watching);
    await watching;
  }

  async function remove(path: string): Promise<void> {
    const watcher = watchers.get(path);
    watchers.delete(path);
    await (await watcher)?.close();
  }

  async function close(): Promise<void> {
    await Promise.all([...watchers.keys()].map(remove));
  }

  return { add, remove, close };
}
