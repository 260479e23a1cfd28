/** Repeating a request, and writing it for tools that make larger loads. */
import type { LoadScript, LoadScriptRequest } from "../../core/contract/load.ts";
import { buildCall } from "../actions/build-call.ts";
import { notify } from "../actions/notify.ts";
import { refuse } from "../actions/refusal.ts";
import { desktop } from "../engine/desktop.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { readRepeat, USUAL_REPEAT } from "./choice.ts";
import { endLoad, putLoad } from "./state.ts";

/** Repeats the request of a tab; what came of it, or what stands in the way, goes to the tab's load. */
export async function repeat(draft: RequestDraft): Promise<void> {
  const operationId = crypto.randomUUID();
  const { count, concurrency, duration, wrong } = readRepeat(draft.repeat ?? USUAL_REPEAT);
  putLoad(draft.id, { operationId, running: true, count, duration });
  try {
    const [first] = Object.values(wrong);
    if (first !== undefined) throw refuse("usage", first, "");
    const call = await buildCall(draft, operationId);
    const report = await (await engine()).runLoad({
      ...{ operationId, call, concurrency },
      ...(count === undefined ? {} : { count }),
      ...(duration === undefined ? {} : { duration }),
    });
    endLoad(draft.id, operationId, { report });
  } catch (thrown) {
    endLoad(draft.id, operationId, { error: toErrorRecord(thrown) });
  }
}

/** The request as a script. Rejects with a `ByteglassError`. */
export async function scriptOf(draft: RequestDraft, tool: LoadScriptRequest["tool"]): Promise<LoadScript> {
  const { count, duration, concurrency } = readRepeat(draft.repeat ?? USUAL_REPEAT);
  const call = await buildCall(draft, crypto.randomUUID());
  return await (await engine()).loadScript({
    call,
    tool,
    concurrency,
    ...(count === undefined ? {} : { count }),
    ...(duration === undefined ? {} : { duration }),
  });
}

/** Writes a script where the person says. */
export async function saveScript({ text, suggestedName }: LoadScript): Promise<void> {
  try {
    const file = await desktop().saveFile({ title: "Export the request", suggestedName, content: text });
    if (file !== undefined) notify(`Written to ${file}.`);
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}
