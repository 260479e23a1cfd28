/** Saved collections: the parameters, views and methods of folders of OpenCollection YAML files. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import { AssertionSchema } from "./assertions.ts";
import { AuthorizationSchema } from "./authorization.ts";
import { CallOptionsSchema, ConnectionSettingsSchema } from "./call-options.ts";
import { VariableSchema } from "./environments.ts";
import {
  ChannelKindSchema,
  MetadataEntrySchema,
  SchemaSourceSchema,
  TransportSecuritySchema,
} from "./params.ts";
import { Offset, Path, Text } from "./shapes.ts";

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
  /** Its place among its neighbours; those without one come last, by name. */
  sequence: v.optional(v.number()),
  tags: v.optional(v.array(v.string())),
  variables: v.optional(v.array(VariableSchema)),
  assertions: v.optional(v.array(AssertionSchema)),
  /** What follows is kept under `extensions.byteglass`, for the format has no place for it. */
  channel: v.optional(ChannelKindSchema),
  /** ms, or a text such as `5s` or `{{deadline}}`. */
  deadline: v.optional(v.union([v.number(), v.string()])),
  binding: v.optional(Offset),
  security: v.optional(TransportSecuritySchema),
  /** Where the schema comes from when it is not the target's reflection. Files are relative to the collection. */
  sources: v.optional(v.array(SchemaSourceSchema)),
  options: v.optional(CallOptionsSchema),
  connection: v.optional(ConnectionSettingsSchema),
  /** Credentials by reference: in a file their secret parts are variables, never the values. */
  authorization: v.optional(AuthorizationSchema),
});
export type SavedRequest = v.InferOutput<typeof SavedRequestSchema>;

export const OpenCollectionParams = v.object({
  path: Path,
  /** True tells `collection` events when its files change, until `closeCollection`. */
  watch: v.optional(v.boolean()),
});
export const CloseCollectionParams = v.object({ path: Path });
/** A name that a person gives; the file gets a name that every system can hold. */
const ItemName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
export const CreateItemParams = v.object({
  /** The collection, or a folder in it. For a collection: a folder that is not there, or is empty. */
  folder: Path,
  name: ItemName,
  item: v.variant("kind", [
    v.object({ kind: v.literal("collection") }),
    v.object({ kind: v.literal("folder") }),
    v.object({ kind: v.literal("request"), request: SavedRequestSchema }),
  ]),
});
export const RenameItemParams = v.object({ path: Path, name: ItemName });
export const MoveItemParams = v.object({
  path: Path,
  /** The folder it goes to, which may be the one it is in. */
  folder: Path,
  /** The item it comes before; at the end when it is absent. */
  before: v.optional(Path),
});
export const ItemParams = v.object({ path: Path });
export const RestoreItemParams = v.object({
  /** Where `removeItem` or `removeEnvironment` said that it is kept. */
  kept: Path,
  /** Where it was. */
  path: Path,
});
export const ReadRequestParams = v.object({ file: Path });
export const SaveRequestParams = v.object({
  file: Path,
  request: SavedRequestSchema,
  /** The hash that `readRequest` answered with; absent when the file is new. */
  hash: v.optional(v.string()),
});
export type CreateItemRequest = v.InferOutput<typeof CreateItemParams>;
export type RenameItemRequest = v.InferOutput<typeof RenameItemParams>;
export type MoveItemRequest = v.InferOutput<typeof MoveItemParams>;
export type RestoreItemRequest = v.InferOutput<typeof RestoreItemParams>;
export type ItemRequest = v.InferOutput<typeof ItemParams>;
export type OpenCollectionRequest = v.InferOutput<typeof OpenCollectionParams>;
export type CloseCollectionRequest = v.InferOutput<typeof CloseCollectionParams>;
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
  readonly methodKind?: SavedRequest["methodKind"];
  readonly channel?: SavedRequest["channel"];
  /** Assertions of a request that are not disabled. */
  readonly assertionCount?: number;
  readonly tags?: readonly string[];
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

/** A watched collection has changed on disk. */
export interface CollectionChange {
  readonly kind: "collection";
  readonly path: string;
  /** Files that came, went or changed; bounded, empty when everything may have changed. */
  readonly files: readonly string[];
}

/** How a save ended. A conflict has written nothing; `onDisk` is absent when the file is gone. */
export type SaveOutcome =
  | { readonly kind: "saved"; readonly hash: string }
  | { readonly kind: "conflict"; readonly onDisk?: RequestFile; readonly unsaved: SavedRequest };

/** What a face can ask about saved collections. */
export interface CollectionMethods {
  /** The tree of a folder with an `opencollection.yml`. What cannot be read is a finding, the rest is there. */
  openCollection(request: OpenCollectionRequest): Promise<CollectionTree>;
  /** Stops watching a collection. Nothing happens when it is not watched. */
  closeCollection(request: CloseCollectionRequest): Promise<void>;
  /** One request. Rejects with `file-unreadable`; a text that is no request is an answer with findings. */
  readRequest(request: ReadRequestRequest): Promise<RequestFile>;
  /**
   * Writes a request atomically, keeping comments, order and unknown keys. Writes nothing when the file changed
   * since it was read (a conflict); rejects with `bad-text` when the file is no YAML, `file-unwritable` otherwise.
   */
  saveRequest(request: SaveRequestRequest): Promise<SaveOutcome>;
}

/** What a face can ask about the tree itself. Nothing is overwritten, and what is taken away can be found again. */
export interface CollectionItemMethods {
  /** Makes a collection, a folder or a request, under a name that is free. Answers with its path. */
  createItem(request: CreateItemRequest): Promise<{ readonly path: string }>;
  /** Gives an item another name, in its file and of its file. Answers with its path. */
  renameItem(request: RenameItemRequest): Promise<{ readonly path: string }>;
  /** Moves an item to another folder or place. Answers with its path. */
  moveItem(request: MoveItemRequest): Promise<{ readonly path: string }>;
  /** Copies an item beside itself. Answers with the path of the copy. */
  duplicateItem(request: ItemRequest): Promise<{ readonly path: string }>;
  /** Takes an item away, and keeps it in a folder of removed things, whose path is the answer. */
  removeItem(request: ItemRequest): Promise<{ readonly path: string }>;
  /** Puts a removed item back where it was. Rejects with `file-unwritable` when something is there, or it is gone. */
  restoreItem(request: RestoreItemRequest): Promise<{ readonly path: string }>;
}
