/** Saved collections: the parameters, views and methods of folders of OpenCollection YAML files. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import { ChannelKindSchema, MetadataEntrySchema } from "./params.ts";
import { Path, Text } from "./shapes.ts";

/** One message of a body; a stream has several. `text` is JSON in which `{{name}}` stands for a variable. */
const BodyMessageSchema = v.object({ title: v.optional(v.string()), text: Text });

/** A saved gRPC request. All texts are as in the file: variables are not put in yet. */
export const SavedRequestSchema = v.object({
  name: v.string(),
  target: v.string(),
  /** `pkg.Service/Method`. */
  method: v.string(),
  methodKind: v.optional(v.picklist(["unary", "client-stream", "server-stream", "bidi-stream"])),
  metadata: v.array(v.object({ ...MetadataEntrySchema.entries, disabled: v.optional(v.boolean()) })),
  messages: v.array(BodyMessageSchema),
  /** Kept under `extensions.byteglass`, for the format has no place for them. Deadline in ms. */
  channel: v.optional(ChannelKindSchema),
  deadline: v.optional(v.number()),
});
export type SavedRequest = v.InferOutput<typeof SavedRequestSchema>;

export const OpenCollectionParams = v.object({ path: Path });
export const ReadRequestParams = v.object({ file: Path });
export const SaveRequestParams = v.object({
  file: Path,
  request: SavedRequestSchema,
  /** The hash that `readRequest` answered with; absent when the file is new. */
  hash: v.optional(v.string()),
});
export type OpenCollectionRequest = v.InferOutput<typeof OpenCollectionParams>;
export type ReadRequestRequest = v.InferOutput<typeof ReadRequestParams>;
export type SaveRequestRequest = v.InferOutput<typeof SaveRequestParams>;

/** One line of the tree. `id` is the path below the collection with `/` between, and stays while the file stays. */
export interface CollectionItem {
  readonly id: string;
  /** The id of the folder it is in; absent at the top. */
  readonly parentId?: string;
  /** `other` is a file of the format that is no gRPC request; `broken` could not be read. */
  readonly kind: "folder" | "request" | "other" | "broken";
  readonly name: string;
  readonly path: string;
  /** `pkg.Service/Method` of a request. */
  readonly method?: string;
  readonly findings: readonly Finding[];
}

/** A collection: its items, parents before children, by file name. */
export interface CollectionTree {
  readonly path: string;
  readonly name: string;
  readonly items: readonly CollectionItem[];
  /** What is wrong with the collection's own file or folder; an item's findings are with the item. */
  readonly findings: readonly Finding[];
}

/** A request file as it was read. `request` is absent when the text cannot be read as one; `text` is always there. */
export interface RequestFile {
  readonly file: string;
  readonly text: string;
  /** SHA-256 of the file's bytes, in hex. */
  readonly hash: string;
  readonly request?: SavedRequest;
  readonly findings: readonly Finding[];
}

/** How a save ended. A conflict has written nothing; `onDisk` is absent when the file is gone. */
export type SaveOutcome =
  | { readonly kind: "saved"; readonly hash: string }
  | { readonly kind: "conflict"; readonly onDisk?: RequestFile; readonly unsaved: SavedRequest };

/** What a face can ask about saved collections. */
export interface CollectionMethods {
  /** The tree of a folder with an `opencollection.yml`. What cannot be read is a finding, the rest is there. */
  openCollection(request: OpenCollectionRequest): Promise<CollectionTree>;
  /** One request. Rejects with `file-unreadable`; a text that is no request is an answer with findings. */
  readRequest(request: ReadRequestRequest): Promise<RequestFile>;
  /**
   * Writes a request atomically, keeping comments, order and unknown keys. Writes nothing when the file changed
   * since it was read (a conflict); rejects with `bad-text` when the file is no YAML, `file-unwritable` otherwise.
   */
  saveRequest(request: SaveRequestRequest): Promise<SaveOutcome>;
}
