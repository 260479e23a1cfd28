/** The engine's history: what is kept of a call, and how it becomes a call again. Secrets are masked or left out. */

import type { FieldDifference } from "../contract/assertions.ts";
import type { CallEvent, CallRecord } from "../contract/call-views.ts";
import {
  type CallDifference,
  DiffCallsParams,
  type HistoryCall,
  HistoryCallParams,
  type HistoryEntry,
  type HistoryMethods,
  ListHistoryParams,
  PinCallParams,
} from "../contract/history.ts";
import type { CallRequest, MetadataEntry } from "../contract/params.ts";
import type { DocumentSummary } from "../contract/views.ts";
import { ByteglassError } from "../error.ts";
import type { History } from "../history/history.ts";
import { holdsSecret, masker } from "../variables/mask.ts";
import { MASK } from "../variables/put-in.ts";
import { withoutAddressSecrets } from "./address-secrets.ts";
import type { KeptAnswer } from "./answers.ts";
import { door, plainDoor } from "./door.ts";
import { answerTexts, lastAnswer } from "./history-answer.ts";
import { jsonBeginnings } from "./json-beginning.ts";
import type { Parts } from "./parts.ts";
import { codecRoom, poolPart } from "./rooms.ts";

const historyRoom = () => import("../history/history.ts");
const diffPart = () => import("../assertions/diff-messages.ts");

/** Bytes of messages that are kept of one call. */
const maximumKept = 4 * 1024 * 1024;
/** Metadata whose values are never written down. */
const sensitive = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|x-auth-token)$/i;

/** What is written of a call. Messages are base64; those that held a secret or were too large are absent. */
interface StoredDetails {
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

/** The history of an engine; nothing is read before it is first needed. */
export interface HistoryPart {
  readonly methods: HistoryMethods;
  /** False for an engine without a folder for it. */
  readonly isKept: boolean;
  /** Notes a call that has ended; never rejects. */
  note(request: CallRequest, record: CallRecord, secrets: readonly string[]): void;
  /** The newest answer of a saved request that ended well in an environment; undefined when none is kept. */
  lastAnswer(file: string, environment: string): Promise<KeptAnswer | undefined>;
  settle(): Promise<void>;
}

/** A history in the state folder; without one there is none. */
export function createHistoryPart(parts: () => Parts, stateDirectory: string | undefined): HistoryPart {
  let opened: Promise<History> | undefined;
  const running = new Set<Promise<void>>();
  const open = async (): Promise<History> => {
    if (stateDirectory === undefined) throw noHistory();
    opened ??= historyRoom().then(({ History }) => new History(stateDirectory));
    return await opened;
  };

  function note(request: CallRequest, record: CallRecord, secrets: readonly string[]): void {
    if (stateDirectory === undefined) return;
    const details = detailsOf(parts(), request, record, secrets);
    const work = open()
      .then(async (history) => {
        const { historyId } = await historyRoom();
        const entry = entryOf(historyId(record.startedAt, record.operationId), request, record);
        await history.add(
          masker(secrets)(entry),
          await searchedTexts(entry, parts(), record, secrets),
          JSON.stringify(details),
        );
      })
      // A full disk must not fail the call that was made.
      .catch(() => undefined);
    running.add(work);
    void work.finally(() => running.delete(work));
  }

  const read = async (id: string): Promise<{ entry: HistoryEntry; details: StoredDetails }> => {
    const { entry, details } = await (await open()).read(id);
    return { entry, details: JSON.parse(details) };
  };

  const methods: HistoryMethods = {
    listHistory: door("listHistory", ListHistoryParams, async (request) =>
      stateDirectory === undefined ? { entries: [], total: 0 } : (await open()).list(request),
    ),
    readHistory: door("readHistory", HistoryCallParams, async ({ id, schemaId }) => {
      const { entry, details } = await read(id);
      return await callAgain(parts(), entry, details, schemaId);
    }),
    pinCall: door("pinCall", PinCallParams, async ({ id, name }) => (await open()).pin(id, name)),
    diffCalls: door("diffCalls", DiffCallsParams, async ({ before, after, schemaId }) =>
      differenceOf(parts(), (await read(before)).details, (await read(after)).details, schemaId),
    ),
    clearHistory: plainDoor(async () => (await open()).clear()),
  };
  const settle = async () => {
    await Promise.all(running);
    await (await opened)?.settle();
  };
  return {
    methods,
    isKept: stateDirectory !== undefined,
    note,
    settle,
    lastAnswer: async (file, environment) =>
      stateDirectory === undefined ? undefined : lastAnswer(await open(), file, environment),
  };
}

function noHistory(): ByteglassError {
  return new ByteglassError(
    "unsupported",
    "This engine keeps no history: it was started without a folder for it.",
    {
      hint: "Pass stateDirectory to createEngine.",
    },
  );
}

function entryOf(id: string, request: CallRequest, record: CallRecord): HistoryEntry {
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

async function searchedTexts(
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

function detailsOf(
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
      metadata: withoutSensitive(request.metadata, true),
    },
    record: mask({
      ...rest,
      requestHeaders: withoutSensitive(rest.requestHeaders, false),
      headers: withoutSensitive(rest.headers, false),
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
function withoutSensitive(entries: readonly MetadataEntry[], templates: boolean): MetadataEntry[] {
  return entries.map((entry) =>
    sensitive.test(entry.name) && !(templates && entry.value.includes("{{"))
      ? { ...entry, value: MASK }
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

async function callAgain(
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

async function differenceOf(
  { schemas }: Parts,
  before: StoredDetails,
  after: StoredDetails,
  schemaId: string | undefined,
): Promise<CallDifference> {
  const status =
    before.record.status.name === after.record.status.name
      ? []
      : [changed("status", before.record.status.name, after.record.status.name)];
  const sides = async (side: "sent" | "received"): Promise<readonly FieldDifference[]> => {
    const [left, right] = [before[side], after[side]];
    if (schemaId === undefined || before.request.method !== after.request.method) {
      return left.join() === right.join()
        ? []
        : [changed("bytes", `${left.length} messages`, `${right.length} messages`)];
    }
    const [{ diffMessages }, { findMethod }] = await Promise.all([diffPart(), poolPart()]);
    const { registry } = schemas.get(schemaId);
    const type = findMethod(schemas.get(schemaId), before.request.method)[
      side === "sent" ? "input" : "output"
    ];
    return left.slice(0, right.length).flatMap((text, index) => {
      const path = left.length === 1 && right.length === 1 ? "" : `messages[${index}].`;
      const found = diffMessages(
        type,
        Buffer.from(text, "base64"),
        Buffer.from(right[index] ?? "", "base64"),
        { registry },
      );
      return found.map((each) => ({ ...each, path: `${path}${each.path}` }));
    });
  };
  const count = (side: "sent" | "received"): readonly FieldDifference[] =>
    before[side].length === after[side].length
      ? []
      : [changed("messages.count", String(before[side].length), String(after[side].length))];
  return {
    status,
    request: [...count("sent"), ...(await sides("sent"))],
    answer: [...count("received"), ...(await sides("received"))],
  };
}

function changed(path: string, expected: string, got: string): FieldDifference {
  return { path, kind: "changed", expected, got };
}
