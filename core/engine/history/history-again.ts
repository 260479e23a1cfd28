/** A call out of the history as a call again: its bytes are documents, read by the schema that is open now. */
import type { CallEvent } from "../../contract/call-views.ts";
import type { HistoryCall, HistoryEntry } from "../../contract/history.ts";
import type { DocumentSummary } from "../../contract/views.ts";
import type { Parts } from "../parts.ts";
import { codecRoom, poolPart } from "../rooms.ts";
import type { StoredDetails } from "./history-stored.ts";

/** The call as it was recorded. Without a schema its messages are documents without a type. */
export async function callAgain(
  parts: Parts,
  entry: HistoryEntry,
  { request, record, events, sent, received, incomplete }: StoredDetails,
  schemaId: string | undefined,
): Promise<HistoryCall> {
  const documents = {
    sent: await documentsOf(parts, sent, request.method, "input", schemaId),
    received: await documentsOf(parts, received, request.method, "output", schemaId),
  };
  const told = events.flatMap((event): CallEvent[] => {
    if (event.kind !== "message") return [event];
    const document = documents[event.side][event.index];
    const { at, index } = event;
    if (document === undefined) return [];
    return [{ kind: event.side === "sent" ? "message-sent" : "message-received", at, index, document }];
  });
  return { entry, request, record: { ...record, ...documents, events: told }, incomplete };
}

async function documentsOf(
  { schemas, documents }: Parts,
  messages: readonly string[],
  method: string,
  side: "input" | "output",
  schemaId: string | undefined,
): Promise<readonly DocumentSummary[]> {
  const add = await documents.ready();
  const all = messages.map((text) => new Uint8Array(Buffer.from(text, "base64")));
  if (schemaId === undefined) return all.map((bytes) => add({ bytes }));
  const [{ renderJson }, { findMethod }] = await Promise.all([codecRoom(), poolPart()]);
  const { registry } = schemas.get(schemaId);
  const type = findMethod(schemas.get(schemaId), method)[side];
  return all.map((bytes) => {
    const { text, links, compactByteLength, findings } = renderJson(type, bytes, { registry });
    return add({ bytes, type, registry, json: { text, links, byteLength: compactByteLength }, findings });
  });
}
