/** A request as one file that opens anywhere. */
import { schemaOf } from "../actions/build-call.ts";
import { notify } from "../actions/notify.ts";
import { savedOfDraft } from "../collections/saved.ts";
import { scopeOfDraft } from "../collections/scope.ts";
import { desktop } from "../engine/desktop.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { activeRequest, type RequestDraft } from "../state/drafts.ts";
import { drafts, runs } from "../state/stores.ts";
import { tabTitle } from "../tabs/tab-title.ts";

/** Shares the request in front. */
export async function shareActive(): Promise<void> {
  const draft = activeRequest(drafts.get());
  if (draft !== undefined) await shareRequest(draft);
}

/** Asks for a place, and writes the request with its last answer and the descriptors of both. */
export async function shareRequest(draft: RequestDraft): Promise<void> {
  try {
    const schemaId = await schemaOf(draft);
    const name = tabTitle(draft);
    const suggestedName = `${name.replace(/[^\p{L}\p{N} ._-]+/gu, "-")}.byteglass`;
    const file = await desktop().saveFile({ title: "Share the request as one file", suggestedName });
    if (file === undefined) return;
    const scope = scopeOfDraft(draft);
    const recordingId = runs.get()[draft.id]?.recording?.recordingId;
    await (await engine()).shareRequest({
      operationId: crypto.randomUUID(),
      file,
      schemaId,
      request: savedOfDraft(draft, name),
      ...(recordingId === undefined ? {} : { recordingId }),
      ...(scope === undefined ? {} : { scope }),
    });
    notify(`Shared as ${file}: it opens in any Byteglass, without a server.`);
  } catch (thrown) {
    const { message, hint } = toErrorRecord(thrown);
    notify(`${message} ${hint}`, "warning");
  }
}
