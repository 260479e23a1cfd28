/** Documents of the same kind as another, with other bytes. */
import type { DocumentSummary } from "../contract/views.ts";
import type { DocumentSource } from "../documents/index.ts";
import type { DocumentStore } from "./documents.ts";
import { withType } from "./inspect.ts";

/** A document of `bytes`, framed and read as `before` was; its input is another's. */
export async function addEdited(
  documents: DocumentStore,
  before: DocumentSource,
  bytes: Uint8Array,
): Promise<DocumentSummary> {
  const { type, registry, format, chain, origin, choices, names } = before;
  const add = await documents.ready();
  const bound = type === undefined || registry === undefined ? undefined : { type, registry };
  return add(await withType({ bytes, format, chain, origin, choices, names }, bound));
}
