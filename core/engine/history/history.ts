/** The engine's history: calls are noted as they end, listed, searched, pinned, compared, and become calls again. */
import type { CallRecord } from "../../contract/call-views.ts";
import {
  DiffCallsParams,
  HistoryCallParams,
  type HistoryEntry,
  type HistoryMethods,
  ListHistoryParams,
  PinCallParams,
} from "../../contract/history.ts";
import type { CallRequest } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import type { History } from "../../history/history.ts";
import { masker } from "../../variables/mask.ts";
import type { KeptAnswer } from "../collections/answers.ts";
import { door, plainDoor } from "../door.ts";
import type { Parts } from "../parts.ts";
import { callAgain } from "./history-again.ts";
import { lastAnswer } from "./history-answer.ts";
import { differenceOf } from "./history-difference.ts";
import { detailsOf, entryOf, type StoredDetails, searchedTexts } from "./history-stored.ts";

const historyRoom = () => import("../../history/history.ts");

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
