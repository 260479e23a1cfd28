/** How the assertions of each tab went with its last answer. */
import type { AssertionResult } from "../../core/contract/assertions.ts";
import type { CallRecord } from "../../core/contract/views.ts";
import { engine } from "../engine/link.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { createStore } from "../state/store.ts";
import { connections, drafts, runs } from "../state/stores.ts";

/** Results by tab, and what they were found with. */
export const testResults = createStore<
  Readonly<Record<string, { readonly key: string; readonly results: readonly AssertionResult[] }>>
>({});

/** Holds assertions to answers whenever one of both is new. To be called once. */
export function startChecking(): void {
  const wake = () => {
    for (const tab of drafts.get().tabs) if (tab.kind === "request") void check(tab);
  };
  runs.subscribe(wake);
  drafts.subscribe(wake);
}

async function check(draft: RequestDraft): Promise<void> {
  const { id, assertions = [], connectionId } = draft;
  const record = runs.get()[id]?.record;
  const schemaId = connections.get().byId[connectionId]?.schema?.schemaId;
  const before = testResults.get()[id];
  if (record === undefined || schemaId === undefined || assertions.length === 0) {
    if (before !== undefined) testResults.update(({ [id]: _, ...rest }) => rest);
    return;
  }
  const key = `${record.operationId} ${schemaId} ${JSON.stringify(assertions)}`;
  if (before?.key === key) return;
  testResults.update((state) => ({ ...state, [id]: { key, results: before?.results ?? [] } }));
  const results = await askEngine(schemaId, assertions, record).catch(() => []);
  testResults.update((state) => (state[id]?.key === key ? { ...state, [id]: { key, results } } : state));
}

async function askEngine(
  schemaId: string,
  assertions: NonNullable<RequestDraft["assertions"]>,
  record: CallRecord,
): Promise<readonly AssertionResult[]> {
  const { method, status, headers, trailers, duration, requestByteLength, responseByteLength } = record;
  return await (await engine()).checkAnswer({
    schemaId,
    assertions: [...assertions],
    answer: {
      method,
      statusCode: status.code,
      statusMessage: status.message,
      headers: [...headers],
      trailers: [...trailers],
      duration,
      requestByteLength,
      responseByteLength,
      received: record.received.map(({ documentId }) => documentId),
      receivedCount: record.receivedCount,
      recordingId: record.operationId,
      sentCount: record.sentCount,
    },
  });
}

/** Passed and failed among the results. */
export function countResults(results: readonly AssertionResult[]): {
  readonly passed: number;
  readonly failed: number;
} {
  const passed = results.filter(({ outcome }) => outcome === "passed").length;
  const skipped = results.filter(({ outcome }) => outcome === "skipped").length;
  return { passed, failed: results.length - passed - skipped };
}
