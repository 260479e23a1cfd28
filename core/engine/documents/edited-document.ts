/** Documents of the same kind as another, with other bytes. */
import type { DocumentSummary } from "../../contract/views.ts";
import type { DocumentSource } from "../../documents/index.ts";
import type { DocumentStore } from "./documents.ts";
import { addTyped } from "./inspect.ts";

/** A document of `bytes`, framed and read as `before` was; its input is another's. */
export async function addEdited(
  documents: DocumentStore,
  before: DocumentSource,
  bytes: Uint8Array,
): Promise<DocumentSummary> {
  const { type, registry, format, chain, origin, choices, names } = before;
  const bound = type === undefined || registry === undefined ? undefined : { type, registry };
  return await addTyped(documents, { bytes, format, chain, origin, choices, names }, bound);
}
