/** A JSON body, as it is typed → a document with its bytes. */
import type { ComposeRequest } from "../contract/params.ts";
import type { Composition } from "../contract/views.ts";
import type { SchemaPool } from "../schema/index.ts";
import type { DocumentStore } from "./documents.ts";
import { codecRoom, poolPart } from "./rooms.ts";
import { findBrokenRules } from "./rules.ts";

/** Encodes a JSON body. What does not fit is in the findings; then there is no document. */
export async function composeDocument(
  request: ComposeRequest,
  pool: SchemaPool,
  documents: DocumentStore,
): Promise<Composition> {
  const [{ encodeJson }, { findMessage }, add] = await Promise.all([
    codecRoom(),
    poolPart(),
    documents.ready(),
  ]);
  const type = findMessage(pool, request.typeName);
  const encoded = encodeJson(type, request.json, { registry: pool.registry });
  if (!encoded.ok) {
    return { jsonByteLength: new TextEncoder().encode(request.json).length, findings: encoded.findings };
  }
  const { bytes, links, compactByteLength } = encoded.value;
  const json = { text: request.json, links, byteLength: compactByteLength };
  const { registry } = pool;
  const broken =
    request.validate === true ? await findBrokenRules({ type, registry, bytes, json }, "warning") : [];
  const findings = [...encoded.findings, ...broken];
  const document = add({ bytes, type, registry, json, findings });
  return { document, jsonByteLength: compactByteLength, findings };
}
