/** Any input → a document: bytes, pasted text or a file, with a type or without. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { InspectRequest } from "../../contract/params.ts";
import type { DocumentSummary } from "../../contract/views.ts";
import type { DocumentInput, DocumentSource } from "../../documents/index.ts";
import type { SchemaPool } from "../../schema/index.ts";
import { poolPart } from "../rooms.ts";
import type { DocumentStore } from "./documents.ts";
import { runChain } from "./input-chain.ts";
import { openLonePayload } from "./payload.ts";
import { readInput } from "./read-input.ts";
import { renderTyped } from "./typed-document.ts";

/** The type to read messages as, with what resolves the types in it. */
export interface BoundType {
  readonly type: DescMessage;
  readonly registry: Registry;
}

/** Makes the document. Malformed bytes are in its findings; rejects only for files and types that are not there. */
export async function inspectInput(
  request: InspectRequest,
  pool: SchemaPool | undefined,
  documents: DocumentStore,
): Promise<DocumentSummary> {
  const bound = await bindType(pool, request.typeName);
  const { choices = [], framing = "auto" } = request;
  return await inspectSource({ source: await readInput(request.input), choices, framing }, bound, documents);
}

/** The type of that name; undefined without a schema or a name. Throws `not-found` for a name the schema lacks. */
export async function bindType(
  pool: SchemaPool | undefined,
  typeName: string | undefined,
): Promise<BoundType | undefined> {
  if (pool === undefined || typeName === undefined || typeName === "") return undefined;
  const { findMessage } = await poolPart();
  return { type: findMessage(pool, typeName), registry: pool.registry };
}

/** Takes an input to its bytes and makes the document; of a lone compressed frame, that of what is in it. */
export async function inspectSource(
  input: DocumentInput,
  bound: BoundType | undefined,
  documents: DocumentStore,
): Promise<DocumentSummary> {
  const chain = await runChain(input.source, input);
  const { bytes, format, steps, findings } = chain;
  const container = await addTyped(documents, { bytes, format, findings, chain: steps, input }, bound);
  const inner = await openLonePayload(container, documents, input);
  return inner ?? container;
}

/** Adds a document with its JSON, for bytes that have a type; the JSON of a large one may come later. */
export async function addTyped(
  documents: DocumentStore,
  source: Omit<DocumentSource, "id" | "json">,
  bound: BoundType | undefined,
): Promise<DocumentSummary> {
  const add = await documents.ready();
  if (bound === undefined) return add(source);
  const { bytes, format } = source;
  const renderJson = () => renderTyped(bytes, bound.type, bound.registry, format);
  if (documents.isReadAhead(bytes)) return add({ ...source, ...bound }, renderJson);
  const { json, findings } = await renderJson();
  return add({ ...source, ...bound, json, findings: [...(source.findings ?? []), ...findings] });
}
