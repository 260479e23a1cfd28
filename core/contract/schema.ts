/** Looking into a schema: the parameters, views and methods of search, docs, drift, conflicts and watched sources. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import { SchemaSourceSchema } from "./params.ts";
import { Identifier, Offset, Path, Text } from "./shapes.ts";
import type { SchemaChange, SchemaEffect, SchemaSummary } from "./views.ts";

/** What has a name of its own in a schema, in the order in which it is offered among equals. */
export const NamedKindSchema = v.picklist([
  "service",
  "method",
  "message",
  "enum",
  "field",
  "enum-value",
  "extension",
]);
export type NamedKind = v.InferOutput<typeof NamedKindSchema>;

export const SearchSchemaParams = v.object({
  schemaId: Identifier,
  /** Words that all have to occur in the full name, in any order; case is ignored. */
  query: v.pipe(v.string(), v.maxLength(1000)),
  /** Absent means all. */
  kinds: v.optional(v.array(NamedKindSchema)),
  start: Offset,
  end: Offset,
});
export const SymbolDocsParams = v.object({ schemaId: Identifier, symbol: Identifier });
export const FieldExamplesParams = v.object({
  schemaId: Identifier,
  /** The message type of the whole body. */
  symbol: Identifier,
  /** Of the object whose fields are asked for: `inputs[0].data`; empty for the body itself. */
  path: v.pipe(v.string(), v.maxLength(16_384)),
});
export const SchemaIdParams = v.object({ schemaId: Identifier });
export const KeepSchemaParams = v.object({
  schemaId: Identifier,
  /** What the schema is of: the address it was reflected from. */
  server: Identifier,
});
export const KeptVersionParams = v.object({
  server: Identifier,
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
export const KeptServerParams = v.object({ server: Identifier });
export const CheckBodiesParams = v.object({
  schemaId: Identifier,
  bodies: v.pipe(
    v.array(v.object({ id: Identifier, method: Identifier, messages: v.array(Text) })),
    v.maxLength(10_000),
  ),
});
export const CheckCollectionParams = v.object({
  schemaId: Identifier,
  path: Path,
  /** Only these requests of it; absent means all. */
  files: v.optional(v.pipe(v.array(Path), v.maxLength(10_000))),
});
export const WatchSourcesParams = v.object({
  /** Chosen by the face; the same id again replaces what it watches. */
  watchId: Identifier,
  sources: v.pipe(v.array(SchemaSourceSchema), v.maxLength(256)),
});
export const WatchParams = v.object({ watchId: Identifier });

/** The most changes of one page. */
const MAX_CHANGES_A_PAGE = 1_000;
export const ReadChangesParams = v.pipe(
  v.object({
    before: Identifier,
    after: Identifier,
    /** Only changes whose worse side is this; absent means all. */
    effect: v.optional(v.picklist(["compatible", "lossy", "breaking"])),
    /** Letters that the symbol has to have; case is ignored. */
    query: v.optional(v.pipe(v.string(), v.maxLength(1000))),
    start: Offset,
    end: Offset,
  }),
  v.check(
    ({ start, end }) => end - start <= MAX_CHANGES_A_PAGE,
    `A page has at most ${MAX_CHANGES_A_PAGE} changes.`,
  ),
);

export type ReadChangesRequest = v.InferOutput<typeof ReadChangesParams>;
export type SearchSchemaRequest = v.InferOutput<typeof SearchSchemaParams>;
export type SymbolDocsRequest = v.InferOutput<typeof SymbolDocsParams>;
export type FieldExamplesRequest = v.InferOutput<typeof FieldExamplesParams>;
export type SchemaIdRequest = v.InferOutput<typeof SchemaIdParams>;
export type KeepSchemaRequest = v.InferOutput<typeof KeepSchemaParams>;
export type KeptVersionRequest = v.InferOutput<typeof KeptVersionParams>;
export type KeptServerRequest = v.InferOutput<typeof KeptServerParams>;
export type CheckBodiesRequest = v.InferOutput<typeof CheckBodiesParams>;
export type CheckCollectionRequest = v.InferOutput<typeof CheckCollectionParams>;
export type WatchSourcesRequest = v.InferOutput<typeof WatchSourcesParams>;
export type WatchRequest = v.InferOutput<typeof WatchParams>;

/** One name that a search found. */
export interface NamedSymbol {
  /** `pkg.Message.field`, `pkg.Service/Method` and so on: what `describe` and `symbolDocs` take. */
  readonly symbol: string;
  readonly kind: NamedKind;
  readonly name: string;
  /** The package or the type it is in. */
  readonly container: string;
  readonly deprecated: boolean;
}

/** A page of names, best first. */
export interface NamePage {
  /** How many were found in all; at least that many when `isCut`. */
  readonly total: number;
  /** True when so many names fit that the rest was not looked at. */
  readonly isCut: boolean;
  readonly names: readonly NamedSymbol[];
}

/** A type that a declaration speaks of. Scalars have no symbol. */
export interface TypeReference {
  readonly text: string;
  readonly symbol?: string;
}

/** One line inside a declaration: a field, a value of an enum, a method of a service, a type within a type. */
export interface DocsMember {
  readonly symbol: string;
  readonly kind: NamedKind;
  readonly name: string;
  /** The field number or the enum value's number; absent for methods and types. */
  readonly number?: number;
  /** `repeated`, `optional`, `required`, `map<string, …>`; empty where there is nothing to say. */
  readonly label: string;
  /** A field's type; what a method takes and gives. */
  readonly types: readonly TypeReference[];
  /** The oneof a field is in, or empty. */
  readonly oneof: string;
  readonly comment: string;
  readonly deprecated: boolean;
  /** What `buf.validate` states, as it is written: `string.min_len = 1`. */
  readonly rules: readonly string[];
}

/** What there is to read about a symbol. */
export interface SymbolDocs {
  readonly symbol: string;
  readonly kind: NamedKind;
  readonly name: string;
  /** Package or type it is declared in, and the file. */
  readonly container: string;
  readonly file: string;
  readonly comment: string;
  readonly deprecated: boolean;
  readonly rules: readonly string[];
  /** A field's or extension's type; what a method takes and gives. */
  readonly types: readonly TypeReference[];
  /** Fields, values, methods, nested types, in the order of the source; bounded. */
  readonly members: readonly DocsMember[];
  /** Members that were left out. */
  readonly more: number;
  /** Methods that take or give it and fields of its type; bounded. */
  readonly usedBy: readonly NamedSymbol[];
}

/** A value to put in for a field. */
export interface FieldExample {
  /** The name JSON uses. */
  readonly name: string;
  /** Indented by two spaces a level. */
  readonly json: string;
}

/** A declaration that two sources have, and not the same. */
export interface SourceConflict {
  readonly symbol: string;
  /** The sources' names: an address or a file. */
  readonly usedFrom: string;
  readonly leftOutFrom: string;
  /** `.proto` source of the one in use; empty when the file it would be in is taken from the other source. */
  readonly used: string;
  readonly leftOut: string;
}

/** Where the sources of a schema disagree. */
export interface SourceConflicts {
  readonly conflicts: readonly SourceConflict[];
  /** Those beyond the bound. */
  readonly more: number;
}

/** Changes of a schema by the worse of what each does to bytes and to JSON. */
export interface ChangeCounts extends Readonly<Record<SchemaEffect, number>> {
  readonly all: number;
}

/** Some changes of a schema. */
export interface ChangePage {
  /** Of all changes, whatever was asked for. */
  readonly counts: ChangeCounts;
  /** Changes that were asked for; `changes` are those from `start` to `end` of them. */
  readonly total: number;
  readonly changes: readonly SchemaChange[];
}

/** A schema as it was kept. Times are ISO 8601. */
export interface KeptVersion {
  readonly hash: string;
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly byteLength: number;
}

/** The outcome of keeping a schema. */
export interface KeptSchema {
  readonly hash: string;
  /** What the same server had before, when that is another schema; compare with `openKept`. */
  readonly previous?: KeptVersion;
  /** Everything kept of this server, newest first. */
  readonly versions: readonly KeptVersion[];
}

/** What a body has against a schema. */
export interface BodyCheck {
  readonly id: string;
  /** `unknown-method`: the schema has its service but not the method. `other-schema`: it is about something else. */
  readonly outcome: "fits" | "does-not-fit" | "unknown-method" | "other-schema";
  /** In the order of the messages; `path` starts with `message 2: ` where there are several. */
  readonly findings: readonly Finding[];
}

/** A saved request that was checked. */
export interface SavedCheck extends BodyCheck {
  readonly name: string;
  readonly file: string;
  readonly method: string;
}

/** Told while sources are watched. */
export interface SourcesChange {
  readonly kind: "sources-changed";
  readonly watchId: string;
  /** The files that changed, bounded; empty with a `fault`. */
  readonly files: readonly string[];
  /** Why nothing more will be told, such as too many watches for the system. */
  readonly fault?: string;
}

/** What a face can ask about a schema beyond reading it. */
export interface SchemaMethods {
  /** Services, methods, types, fields and enum values by their names. */
  searchSchema(request: SearchSchemaRequest): Promise<NamePage>;
  /** What there is to read about a symbol, with links to others. */
  symbolDocs(request: SymbolDocsRequest): Promise<SymbolDocs>;
  /** An example value for each field of an object inside a body. */
  fieldExamples(request: FieldExamplesRequest): Promise<readonly FieldExample[]>;
  /** Where the sources of a schema disagree, with both declarations. */
  sourceConflicts(request: SchemaIdRequest): Promise<SourceConflicts>;
  /** What differs between two open schemas, in pages. */
  readChanges(request: ReadChangesRequest): Promise<ChangePage>;
  /** Keeps a schema on disk, by hash, and tells what the same server had before. */
  keepSchema(request: KeepSchemaRequest): Promise<KeptSchema>;
  /** What is kept of a server, newest first. */
  keptVersions(request: KeptServerRequest): Promise<readonly KeptVersion[]>;
  /** Opens a schema that was kept. Rejects with `not-found` when it made room for newer ones. */
  openKept(request: KeptVersionRequest): Promise<SchemaSummary>;
  /** Which bodies fit their methods' types, without sending or keeping anything. */
  checkBodies(request: CheckBodiesRequest): Promise<readonly BodyCheck[]>;
  /** The same for every request of a collection on disk; `{{name}}` fits everywhere. */
  checkCollection(request: CheckCollectionRequest): Promise<readonly SavedCheck[]>;
  /** Tells `sources-changed` when files of the sources change, until `unwatchSources`. */
  watchSources(request: WatchSourcesRequest): Promise<void>;
  unwatchSources(request: WatchRequest): Promise<void>;
}
