/** Where the schema of a saved request comes from. */
import * as v from "valibot";
import { SavedRequestSchema } from "./collections.ts";
import type { SchemaSource } from "./params.ts";
import { Path } from "./shapes.ts";

export const SavedSourcesParams = v.object({
  /** Folder of the collection; found out when it is absent. */
  collection: v.optional(Path),
  /** The file of the request. */
  file: Path,
  request: SavedRequestSchema,
});
export type SavedSourcesRequest = v.InferOutput<typeof SavedSourcesParams>;

export interface SavedSourcesMethods {
  /**
   * The request's own sources, or else those of its collection, their files made absolute, or else the reflection of its
   * server over gRPC. Variables are not put in.
   */
  savedSources(request: SavedSourcesRequest): Promise<readonly SchemaSource[]>;
}
