/** The link between a draft and the file of a collection. */
import type { SavedRequest } from "../../core/contract/collections.ts";

/** Where a draft is saved, and what is in the file. */
export interface SavedLink {
  readonly file: string;
  /** The folder of the collection. */
  readonly collection: string;
  /** Of the file's bytes when it was read or written last. */
  readonly hash: string;
  readonly request: SavedRequest;
}
