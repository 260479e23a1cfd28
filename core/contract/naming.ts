/** Names for fields that no schema names, and a schema from samples that is used at once. */
import * as v from "valibot";
import { type InferredSchema, InferSchemaParams } from "./infer.ts";
import type { SchemaSource } from "./params.ts";
import { Identifier, Offset } from "./shapes.ts";
import type { SchemaSummary } from "./views.ts";

export const NameFieldParams = v.object({
  documentId: Identifier,
  /** A record that the schema does not name, or any record of a document without a schema. */
  record: Offset,
  /** Letters, digits and underscores; empty takes the name away. */
  name: v.pipe(v.string(), v.regex(/^([A-Za-z_][A-Za-z0-9_]{0,127})?$/)),
});
export type NameFieldRequest = v.InferOutput<typeof NameFieldParams>;

/** Names that were given, by path of numbers: `3.1` is field 1 of the message in field 3. What `inferSchema` takes. */
export interface GivenNames {
  readonly names: Readonly<Record<string, string>>;
}

export const UseInferredSchemaParams = InferSchemaParams;
export type UseInferredSchemaRequest = v.InferOutput<typeof UseInferredSchemaParams>;

/** A schema that was written from samples and is open. */
export interface UsedSchema extends InferredSchema {
  readonly schema: SchemaSummary;
  /** What opens it again; none where the engine keeps nothing. */
  readonly sources: readonly SchemaSource[];
  /** The message type of the samples, for `reinspect`. */
  readonly typeName: string;
}

export interface NamingMethods {
  /**
   * Names a field: in all documents of its type, or without a schema in all that have none, now and after a restart. Rows
   * show the name from the next reading on. Rejects with `usage` for a field that the schema names.
   */
  nameField(request: NameFieldRequest): Promise<GivenNames>;
  /** Infers a schema from samples and opens it; it is kept as a file where the engine keeps anything. */
  useInferredSchema(request: UseInferredSchemaRequest): Promise<UsedSchema>;
}
