/** Any input → a document: bytes, pasted text or a file, with a type or without. */
import type { InspectRequest } from "../contract/params.ts";
import type { DocumentSummary } from "../contract/views.ts";
import type { SchemaPool } from "../schema/index.ts";
import type { DocumentStore } from "./documents.ts";
import { readInput } from "./read-input.ts";
import { codecRoom, poolPart } from "./rooms.ts";

/** Makes the document. Malformed bytes are in its findings; rejects only for files and types that are not there. */
export async function inspectInput(
  request: InspectRequest,
  pool: SchemaPool | undefined,
  documents: DocumentStore,
): Promise<DocumentSummary> {
  const add = await documents.ready();
  const { bytes, steps, findings } = await readInput(request.input);
  if (pool === undefined || request.typeName === undefined) return add({ bytes, steps, findings });
  const [{ renderJson }, { findMessage }] = await Promise.all([codecRoom(), poolPart()]);
  const type = findMessage(pool, request.typeName);
  const { registry } = pool;
  const { text, links, compactByteLength, findings: own } = renderJson(type, bytes, { registry });
  const json = { text, links, byteLength: compactByteLength };
  return add({ bytes, type, registry, json, steps, findings: [...findings, ...own] });
}
