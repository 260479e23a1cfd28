/** Running saved requests from the tree, with their results as they come. */
import type { RequestResult } from "../../core/contract/runner.ts";
import { notify } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { counted } from "../format/sizes.ts";
import { type CollectionNews, onCollectionNews } from "./news.ts";
import { beginRun, endRun, type RunMark, setMark } from "./state.ts";
import { collections } from "./store.ts";

/** Runs a request, a folder or a whole collection. */
export async function runSaved(collection: string, path: string): Promise<void> {
  const operationId = crypto.randomUUID();
  const environment = collections.get().open.find((one) => one.path === collection)?.environment ?? "";
  collections.update((state) => beginRun(state, operationId, path));
  const stop = onCollectionNews((news) => note(operationId, news));
  try {
    const report = await (await engine()).runCollection({
      operationId,
      paths: [path],
      variables: [],
      ...(environment === "" ? {} : { environment }),
    });
    for (const result of report.results) put(result);
    const { passed, failed, error } = report.counts;
    const bad = failed + error;
    notify(
      bad === 0
        ? `${counted(passed, "request")} passed.`
        : `${bad} of ${passed + bad} requests did not pass.`,
      bad === 0 ? "plain" : "warning",
    );
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  } finally {
    stop();
    collections.update((state) => endRun(state, operationId));
  }
}

/** Ends every run of the tree. */
export async function cancelRuns(): Promise<void> {
  const one = await engine();
  for (const operationId of Object.keys(collections.get().running)) await one.cancel({ operationId });
}

function note(operationId: string, news: CollectionNews): void {
  if (news.kind !== "run" || news.operationId !== operationId) return;
  const { event } = news;
  if (event.kind === "started") {
    collections.update((state) => setMark(state, event.file, { phase: "running", passed: 0, total: 0 }));
  } else if (event.kind === "ended") put(event.result);
}

function put(result: RequestResult): void {
  const passed = result.assertions.filter(({ outcome }) => outcome === "passed").length;
  const reason = reasonOf(result);
  const mark: RunMark = {
    phase: result.outcome,
    passed,
    total: result.assertions.length,
    ...(reason === undefined ? {} : { reason }),
  };
  collections.update((state) => setMark(state, result.file, mark));
}

/** What the first assertion that did not pass says, or why nothing was sent. */
function reasonOf({
  outcome,
  assertions,
  error,
  statusName,
  statusMessage,
}: RequestResult): string | undefined {
  if (outcome === "passed" || outcome === "skipped") return undefined;
  if (error !== undefined) return error.message;
  const first = assertions.find((one) => one.outcome === "failed" || one.outcome === "refused");
  if (first === undefined) return `${statusName ?? ""} ${statusMessage ?? ""}`.trim();
  if (first.outcome === "refused") return `${first.title}: ${first.findings[0]?.message ?? ""}`;
  return `${first.title}: expected ${first.expected}, got ${first.got}`;
}
