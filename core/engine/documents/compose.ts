/** A JSON body, as it is typed → a document with its bytes. */
import type { ComposeRequest } from "../../contract/params.ts";
import type { Composition } from "../../contract/views.ts";
import type { Finding } from "../../finding.ts";
import type { SchemaPool } from "../../schema/index.ts";
import type { VariableLookup } from "../../variables/lookup.ts";
import type { PutInText } from "../../variables/put-in.ts";
import { codecRoom, poolPart, variablesRoom } from "../rooms.ts";
import { withTypes } from "../schemas/late-types.ts";
import { findBrokenRules } from "../schemas/rules.ts";
import type { DocumentStore } from "./documents.ts";

/**
 * Encodes a JSON body. What does not fit is in the findings; then there is no document. With a `lookup` values are put
 * in first, and the document's JSON stays the text as it is typed: its links lead from the braces to the bytes.
 */
export async function composeDocument(
  request: ComposeRequest,
  pool: SchemaPool,
  documents: DocumentStore,
  lookup?: VariableLookup,
): Promise<Composition> {
  if (lookup !== undefined && request.json.includes("{{")) {
    return await composeTemplate(request, pool, documents, lookup);
  }
  return await composeText(request, pool, documents);
}

async function composeTemplate(
  request: ComposeRequest,
  pool: SchemaPool,
  documents: DocumentStore,
  lookup: VariableLookup,
): Promise<Composition> {
  const { putInText } = await variablesRoom();
  const put = await putInText(request.json, "json", lookup);
  if (put.findings.length > 0) {
    return { jsonByteLength: new TextEncoder().encode(request.json).length, findings: put.findings };
  }
  return await composeText(request, pool, documents, put);
}

async function composeText(
  request: ComposeRequest,
  pool: SchemaPool,
  documents: DocumentStore,
  put?: PutInText,
): Promise<Composition> {
  const { findingsInTemplate, linksInTemplate } = await variablesRoom();
  const inTemplate = (found: readonly Finding[]) =>
    put === undefined ? found : findingsInTemplate(request.json, put.spans, found);
  const [{ encodeJson }, { findMessage }, add] = await Promise.all([
    codecRoom(),
    poolPart(),
    documents.ready(),
  ]);
  const type = findMessage(pool, request.typeName);
  const { registry } = pool;
  const text = put?.text ?? request.json;
  const encoded = await withTypes(registry, () => encodeJson(type, text, { registry }));
  if (!encoded.ok) {
    const jsonByteLength = new TextEncoder().encode(request.json).length;
    return { jsonByteLength, findings: inTemplate(encoded.findings) };
  }
  const { bytes, compactByteLength } = encoded.value;
  const links = put === undefined ? encoded.value.links : linksInTemplate(put.spans, encoded.value.links);
  const json = { text: request.json, links, byteLength: compactByteLength };
  const broken =
    request.validate === true ? await findBrokenRules({ type, registry, bytes, json }, "warning") : [];
  const findings = [...inTemplate(encoded.findings), ...broken];
  const document = add({ bytes, type, registry, json, findings });
  return { document, jsonByteLength: compactByteLength, findings };
}
