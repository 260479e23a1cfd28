/** Requests from and to the forms of other tools: parameters, views and methods. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import { ConnectionSettingsSchema } from "./call-options.ts";
import { VariableScopeSchema } from "./environments.ts";
import {
  ChannelKindSchema,
  MetadataEntrySchema,
  SchemaSourceSchema,
  TransportSecuritySchema,
} from "./params.ts";
import { Identifier, Offset, Path, Text } from "./shapes.ts";

/** A request by an HTTP method and an address: which method of a schema it is has to be found out. */
const PlainHttpSchema = v.object({ verb: v.string(), url: v.string(), body: v.string() });

/** A request as any of the tools could say it. Texts are as they were written; `{{name}}` stands for a variable. */
export const PortableRequestSchema = v.object({
  name: v.string(),
  /** Names of the folders it is in, outermost first. */
  folder: v.array(v.string()),
  channel: ChannelKindSchema,
  target: v.string(),
  security: TransportSecuritySchema,
  /** The way to the server, where the tool says one. */
  connection: v.optional(ConnectionSettingsSchema),
  /** `pkg.Service/Method`; empty while it is known as plain HTTP only. */
  method: v.string(),
  metadata: v.array(v.object({ ...MetadataEntrySchema.entries, disabled: v.optional(v.boolean()) })),
  /** One JSON text a message. */
  messages: v.array(Text),
  /** In ms. */
  deadline: v.optional(v.number()),
  /** Where the schema comes from, as far as it was said. */
  sources: v.array(SchemaSourceSchema),
  http: v.optional(PlainHttpSchema),
  /** Which HTTP rule of the method carries it, where that is known. */
  binding: v.optional(Offset),
});
export type PortableRequest = v.InferOutput<typeof PortableRequestSchema>;

/** The forms that requests are read from. */
export type ImportFormat =
  | "grpcurl"
  | "buf-curl"
  | "curl"
  | "insomnia"
  | "postman"
  | "bruno"
  | "kreya"
  | "bloomrpc";

/** Names and values of one environment. */
export interface ImportedEnvironment {
  readonly name: string;
  /** A secret is one that its name tells; its value goes into no file. */
  readonly variables: readonly { readonly name: string; readonly value: string; readonly secret?: boolean }[];
}

/** What was read. What could not be carried over is in the findings, each with its place. */
export interface ImportedRequests {
  readonly format: ImportFormat;
  /** Of the collection; empty for a single line. */
  readonly name: string;
  readonly requests: readonly PortableRequest[];
  readonly environments: readonly ImportedEnvironment[];
  readonly findings: readonly Finding[];
}

/** Imported requests with the methods that a schema gives them. */
export interface PlacedRequests {
  /** As many as were given, in their order; those that no rule fits are as they were. */
  readonly requests: readonly PortableRequest[];
  readonly findings: readonly Finding[];
}

/** The forms that a request is written in. */
export const CopyFormSchema = v.picklist(["grpcurl", "buf-curl", "curl", "typescript"]);
export type CopyForm = v.InferOutput<typeof CopyFormSchema>;

/** A request in another form. */
export interface CopiedRequest {
  readonly text: string;
  /** What the form cannot say, and what has to be there to run it. */
  readonly findings: readonly Finding[];
}

export const ImportRequestsParams = v.variant("kind", [
  /** A command line, or the text of an exported file. */
  v.object({ kind: v.literal("text"), text: Text }),
  /** An exported file, or the folder of a collection. */
  v.object({ kind: v.literal("path"), path: Path }),
]);
export type ImportRequestsRequest = v.InferOutput<typeof ImportRequestsParams>;

export const PlaceImportedParams = v.object({
  schemaId: Identifier,
  requests: v.pipe(v.array(PortableRequestSchema), v.maxLength(50_000)),
});
export type PlaceImportedRequest = v.InferOutput<typeof PlaceImportedParams>;

/** What a request has beside what is copied: no line of another tool says it, and a secret never goes into one. */
const NotCopiedSchema = v.picklist(["credentials", "options"]);

export const CopyRequestParams = v.object({
  request: PortableRequestSchema,
  /** Told as findings. */
  notCopied: v.optional(v.array(NotCopiedSchema)),
  form: CopyFormSchema,
  /** The schema of the request's method, which `curl` needs for HTTP + JSON. */
  schemaId: v.optional(Identifier),
  /** Where the values of `{{name}}` are; names of secrets stay as they are, with a finding. */
  scope: v.optional(VariableScopeSchema),
});
export type CopyRequestRequest = v.InferOutput<typeof CopyRequestParams>;

/** What a face can ask about the forms of other tools. */
export interface ExchangeMethods {
  /** Reads requests of another tool. Rejects with `bad-text` when no form fits, `file-unreadable` for a path. */
  importRequests(request: ImportRequestsRequest): Promise<ImportedRequests>;
  /** Finds the methods of requests that are plain HTTP, by the HTTP rules of a schema. Rejects with `not-found` for that. */
  placeImported(request: PlaceImportedRequest): Promise<PlacedRequests>;
  /** Writes a request in another form. Rejects with `unsupported` when the form has no way to say it at all. */
  copyRequest(request: CopyRequestRequest): Promise<CopiedRequest>;
}
