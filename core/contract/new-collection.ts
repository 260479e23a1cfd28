/** Collections that are made of something else: imported requests, or all methods of a schema. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import { PortableRequestSchema } from "./exchange.ts";
import { ChannelKindSchema, SchemaSourceSchema, ServerAddressSchema } from "./params.ts";
import { Identifier, Path } from "./shapes.ts";

const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

export const SaveImportedParams = v.object({
  operationId: Identifier,
  /** For a collection: a folder that is not there, or is empty. For a folder: where in a collection it is made. */
  out: Path,
  /** What is made, under the name; a collection unless told. */
  kind: v.optional(v.picklist(["collection", "folder"])),
  name: Name,
  requests: v.pipe(v.array(PortableRequestSchema), v.maxLength(50_000)),
  environments: v.array(
    v.object({
      name: v.string(),
      variables: v.array(v.object({ name: v.string(), value: v.string(), secret: v.optional(v.boolean()) })),
    }),
  ),
});
export type SaveImportedRequest = v.InferOutput<typeof SaveImportedParams>;

export const SaveApiParams = v.object({
  operationId: Identifier,
  schemaId: Identifier,
  /** A folder that is not there, or is empty. */
  out: Path,
  name: Name,
  /** Where the requests go; the schema's sources are kept in the collection's own file. */
  server: ServerAddressSchema,
  channel: ChannelKindSchema,
  sources: v.array(SchemaSourceSchema),
  /** Full names of services; all of them when absent. */
  services: v.optional(v.array(Identifier)),
});
export type SaveApiRequest = v.InferOutput<typeof SaveApiParams>;

/** A collection that was made. */
export interface NewCollection {
  readonly path: string;
  readonly requestCount: number;
  /** What could not be saved as it was. */
  readonly findings: readonly Finding[];
}

/** Making collections. Both reject with `usage` for a folder that has something in it, and with `file-unwritable`. */
export interface NewCollectionMethods {
  /** Writes imported requests and environments as a collection, or as a folder of one. Values of secrets are left out. */
  saveImported(request: SaveImportedRequest): Promise<NewCollection>;
  /** Writes a request with an example body for every method of a schema, a folder a service. */
  saveApi(request: SaveApiRequest): Promise<NewCollection>;
}
