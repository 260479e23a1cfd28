/** The stores of the Requests tree. */
import type { RequestFile, SavedRequest } from "../../core/contract/collections.ts";
import { createStore } from "../state/store.ts";
import { type CollectionsState, NO_COLLECTIONS } from "./state.ts";

/** Open collections and how their requests do. */
export const collections = createStore<CollectionsState>(NO_COLLECTIONS);

/** Two versions of a saved request, where the file changed meanwhile. `onDisk` is absent when the file is gone. */
export interface Conflict {
  readonly tabId: string;
  readonly file: string;
  readonly unsaved: SavedRequest;
  readonly onDisk?: RequestFile;
}

/** The dialogues of the tree: at most one is open. */
export type CollectionDialog =
  | { readonly kind: "save-as"; readonly tabId: string }
  | { readonly kind: "conflict"; readonly conflict: Conflict }
  /** A name for something new in a folder. */
  | {
      readonly kind: "name";
      readonly purpose: "collection" | "folder";
      /** The folder it goes into. */
      readonly path: string;
      readonly name: string;
    }
  | { readonly kind: "remove"; readonly path: string; readonly name: string };

/** The open dialogue, if any. */
export const collectionDialog = createStore<CollectionDialog | undefined>(undefined);

/** The path of the row whose name is being changed in its place, if any. */
export const renamedPath = createStore<string | undefined>(undefined);

/** Puts the dialogue away. */
export function closeCollectionDialog(): void {
  collectionDialog.update(() => undefined);
}
