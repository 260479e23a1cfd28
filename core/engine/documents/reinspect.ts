/** A document from the input of another, taken otherwise or read as another type. */
import type { ReinspectRequest } from "../../contract/input.ts";
import type { DocumentSummary } from "../../contract/views.ts";
import type { SchemaPool } from "../../schema/index.ts";
import type { DocumentStore } from "./documents.ts";
import { type BoundType, bindType, inspectSource } from "./inspect.ts";

/** Makes the document. Rejects as `InputMethods.reinspect` says. */
export async function reinspect(
  request: ReinspectRequest,
  pool: SchemaPool | undefined,
  documents: DocumentStore,
): Promise<DocumentSummary> {
  const { source } = documents.get(request.documentId);
  const input = source.input ?? {
    source: { kind: "bytes", bytes: source.bytes, name: "" } as const,
    choices: [],
    framing: "raw" as const,
  };
  const { type, registry } = source;
  const kept: BoundType | undefined =
    type === undefined || registry === undefined ? undefined : { type, registry };
  const bound = request.typeName === undefined ? kept : await bindType(pool, request.typeName);
  const { choices = input.choices, framing = input.framing } = request;
  return await inspectSource({ source: input.source, choices, framing }, bound, documents);
}
