/** What the history keeps of a call. Secrets are masked, or the messages that hold them left out. */

import type { CallEvent, CallRecord } from "../../contract/call-views.ts";
import { isCredentialName } from "../../contract/credential-name.ts";
import { DOTS } from "../../contract/dots.ts";
import type { HistoryEntry } from "../../contract/history.ts";
import type { CallRequest, MetadataEntry } from "../../contract/params.ts";
import type { DocumentSummary } from "../../contract/views.ts";
import { holdsSecret, masker } from "../../variables/mask.ts";
import { jsonBeginnings } from "../documents/json-beginning.ts";
import type { Parts } from "../parts.ts";
import { withoutAddressSecrets } from "../servers/address-secrets.ts";
import { answerTexts } from "./history-answer.ts";

/** Bytes of messages that are kept of one call. */
const maximumKept = 4 * 1024 * 1024;

/** What is written of a call. Messages are base64; those that held a secret or were too large are absent. */
export interface StoredDetails {
  readonly request: CallRequest;
  readonly record: Omit<CallRecord, "sent" | "received" | "events">;
  readonly events: readonly (
    | CallEvent
    | {
        readonly kind: "message";
        readonly side: "sent" | "received";
        readonly at: number;
        readonly index: number;
      }
  )[];
  readonly sent: readonly string[];
  readonly received: readonly string[];
  readonly incomplete: boolean;
  /** The answer of a saved request as JSON. */
  readonly answer?: readonly string[];
}

/** The row of the list that a call has. */
export function entryOf(id: string, request: CallRequest, record: CallRecord): HistoryEntry {
  const name = request.scope?.file?.replace(/^.*[\\/]/, "").replace(/\.ya?ml$/, "") ?? "";
  return {
    id,
    startedAt: record.startedAt,
    method: record.method,
    target: record.target,
    channel: record.channel,
    statusCode: record.status.code,
    duration: record.duration,
    sentCount: record.sentCount,
    receivedCount: record.receivedCount,
    requestByteLength: record.requestByteLength,
    responseByteLength: record.responseByteLength,
    name,
    environment: request.scope?.environment ?? "",
    ...(request.scope?.file === undefined ? {} : { file: request.scope.file }),
  };
}

/** The texts a call is found by: its names, its status, and the beginnings of its first messages. */
export async function searchedTexts(
  entry: HistoryEntry,
  { documents }: Parts,
  record: CallRecord,
  secrets: readonly string[],
): Promise<readonly string[]> {
  const beginningOf = await jsonBeginnings(400);
  const texts = [...record.sent, ...record.received].slice(0, 4).map(({ documentId }) => {
    try {
      return beginningOf(documents.get(documentId)).replace(/\s+/g, " ");
    } catch {
      return "";
    }
  });
  const { method, target, name, environment, channel } = entry;
  return masker(secrets)([
    method,
    target,
    name,
    environment,
    channel,
    record.status.name,
    record.status.message,
    ...texts,
  ]);
}

/** What is written of a call. `bytes` of messages are kept up to 4 MiB; a message that holds a secret ends them. */
export function detailsOf(
  parts: Parts,
  request: CallRequest,
  record: CallRecord,
  secrets: readonly string[],
): StoredDetails {
  const { documents } = parts;
  const answer = request.scope?.file === undefined ? undefined : answerTexts(parts, record, secrets);
  let room = maximumKept;
  let incomplete = false;
  const keep = (summaries: readonly DocumentSummary[]): string[] => {
    const kept: string[] = [];
    for (const { documentId, byteLength } of summaries) {
      room -= byteLength;
      const bytes = room < 0 ? undefined : bytesOf(documents, documentId);
      if (bytes === undefined || holdsSecret(bytes, secrets)) {
        incomplete = true;
        break;
      }
      kept.push(Buffer.from(bytes).toString("base64"));
    }
    return kept;
  };
  const { sent, received, events, http: _, connection: _connection, ...rest } = record;
  const { authorization: _authorization, bodies: _bodies, ...plain } = request;
  const kept = { sent: keep(sent), received: keep(received) };
  const mask = masker(secrets);
  return {
    request: {
      ...plain,
      server: withoutAddressSecrets(request.server),
      metadata: withoutCredentials(request.metadata, true),
    },
    record: mask({
      ...rest,
      requestHeaders: withoutCredentials(rest.requestHeaders, false),
      headers: withoutCredentials(rest.headers, false),
      trailers: withoutCredentials(rest.trailers, false),
    }),
    events: events.flatMap(storedEvent),
    ...kept,
    ...(answer && { answer }),
    incomplete: incomplete || request.authorization !== undefined,
  };
}

function bytesOf(documents: Parts["documents"], documentId: string): Uint8Array | undefined {
  try {
    return documents.get(documentId).bytes;
  } catch {
    return undefined;
  }
}

/** A value that is a variable stays: it names a secret and is none. */
function withoutCredentials(entries: readonly MetadataEntry[], templates: boolean): MetadataEntry[] {
  return entries.map((entry) =>
    isCredentialName(entry.name) && !(templates && entry.value.includes("{{"))
      ? { ...entry, value: DOTS }
      : entry,
  );
}

function storedEvent(event: CallEvent): StoredDetails["events"] {
  switch (event.kind) {
    case "message-sent":
      return [{ kind: "message", side: "sent", at: event.at, index: event.index }];
    case "message-received":
      return [{ kind: "message", side: "received", at: event.at, index: event.index }];
    case "half-close":
    case "status":
      return [event];
    default:
      // Headers are in the record; connections are of their time.
      return [];
  }
}
