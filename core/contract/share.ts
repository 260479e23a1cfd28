/** A request passed on: one file with its answer and the descriptors that both need. */
import * as v from "valibot";
import { SavedRequestSchema } from "./collections.ts";
import { VariableScopeSchema } from "./environments.ts";
import type { RecordingExport } from "./recordings.ts";
import { Identifier, Path } from "./shapes.ts";

export const ShareRequestParams = v.object({
  operationId: Identifier,
  file: Path,
  /** The schema of the request's method. */
  schemaId: Identifier,
  request: SavedRequestSchema,
  /** The call whose messages and answer go with it; absent for a request that was not sent. */
  recordingId: v.optional(Identifier),
  /** Where the values of `{{name}}` are, which go with the request; those of secrets do not. */
  scope: v.optional(VariableScopeSchema),
});
export type ShareRequestRequest = v.InferOutput<typeof ShareRequestParams>;

/** Sharing requests. The file is opened by `openRecording`, and is a descriptor set for whoever reads it as one. */
export interface ShareMethods {
  /**
   * Rejects with `file-unwritable`, with `not-found` for a method that the schema does not have, and with `usage` for
   * credentials, a passphrase or a proxy's password that are written out.
   */
  shareRequest(request: ShareRequestRequest): Promise<RecordingExport>;
}
