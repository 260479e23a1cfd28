/** Saving requests into collections. */
import type { SavedRequest } from "../../core/contract/collections.ts";
import { notify } from "../actions/notify.ts";
import { editRequest } from "../actions/tabs.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { splitMethod } from "../format/method-kind.ts";
import { activeRequest, type RequestDraft } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";
import { drafts } from "../state/stores.ts";
import { readCollection } from "./actions.ts";
import { partsOf, savedOfDraft } from "./saved.ts";
import { authorizationForFile } from "./saved-authorization.ts";
import type { SavedLink } from "./saved-link.ts";
import { serverForFile } from "./saved-server.ts";
import { collectionOf } from "./state.ts";
import { type Conflict, closeCollectionDialog, collectionDialog, collections } from "./store.ts";

/** Saves the request in front: into its file, or where the person says. */
export async function saveActive(): Promise<void> {
  const draft = activeRequest(drafts.get());
  if (draft === undefined) return;
  if (draft.saved === undefined) collectionDialog.update(() => ({ kind: "save-as", tabId: draft.id }));
  else await saveInto(draft, draft.saved, draft.saved.hash);
}

/** Writes a draft into its file. Where the file changed meanwhile nothing is written, and both versions are shown. */
async function saveInto(draft: RequestDraft, link: SavedLink, hash: string | undefined): Promise<void> {
  const { file } = link;
  const request = savedOfDraft(draft, link.request.name);
  try {
    const base = hash === undefined ? {} : { hash };
    const outcome = await (await engine()).saveRequest({ file, request, ...base });
    if (outcome.kind === "conflict") {
      const { onDisk, unsaved } = outcome;
      const conflict: Conflict = {
        tabId: draft.id,
        file,
        unsaved,
        ...(onDisk === undefined ? {} : { onDisk }),
      };
      collectionDialog.update(() => ({ kind: "conflict", conflict }));
      return;
    }
    bind(draft.id, { ...link, hash: outcome.hash, request });
    tellSaved(draft, link.request.name);
    await readCollection(link.collection);
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}

function tellSaved({ authorization, servers, channel }: RequestDraft, name: string): void {
  const server = serverForFile(serverOf(servers, channel));
  if (authorizationForFile(authorization).leftOut + server.leftOut === 0) notify(`${name} is saved.`);
  else {
    notify(
      `${name} is saved without its secret, which stays in this window: put it into a variable.`,
      "warning",
    );
  }
}

function bind(tabId: string, saved: SavedLink): void {
  editRequest(tabId, (draft) => ({ ...draft, saved }));
}

/** Saves a draft as a new request of a folder. Rejects with a `ByteglassError`. */
export async function saveAs(draft: RequestDraft, folder: string, name: string): Promise<void> {
  const one = await engine();
  const request = savedOfDraft(draft, name);
  const { path } = await one.createItem({ folder, name, item: { kind: "request", request } });
  const written = await one.readRequest({ file: path });
  const collection = collectionOf(collections.get(), folder)?.path ?? folder;
  bind(draft.id, { file: path, collection, hash: written.hash, request: written.request ?? request });
  closeCollectionDialog();
  tellSaved(draft, name);
  await readCollection(collection);
}

/** What a draft is called until it has a name. */
export function suggestedName(draft: RequestDraft): string {
  return draft.saved?.request.name ?? (draft.method === "" ? "New request" : splitMethod(draft.method).name);
}

/** Settles a conflict: the window's version over that of the disk, or the other way round. */
export async function settle(conflict: Conflict, keep: "mine" | "theirs"): Promise<void> {
  closeCollectionDialog();
  const draft = drafts.get().tabs.find(({ id }) => id === conflict.tabId);
  if (draft?.kind !== "request" || draft.saved === undefined) return;
  const { onDisk } = conflict;
  if (keep === "mine") await saveInto(draft, draft.saved, onDisk?.hash);
  else if (onDisk?.request !== undefined) takeOver(draft, draft.saved, onDisk.hash, onDisk.request);
}

function takeOver(draft: RequestDraft, link: SavedLink, hash: string, request: SavedRequest): void {
  editRequest(draft.id, (now) => ({
    ...now,
    ...partsOf(request, now.id, now.servers),
    messageIndex: 0,
    saved: { ...link, hash, request },
  }));
}
