import { notify } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { addStep } from "../state/edit-history.ts";
import { showEdited, shownBytes } from "./apply.ts";
import { type ByteOwner, historyOf } from "./owner.ts";

/** Writes the messages of an owner as a serializer would, as one edit that can be undone. */
export async function applyCanonical(owner: ByteOwner): Promise<void> {
  const document = shownBytes(owner);
  if (document === undefined) return;
  try {
    const { documentId } = document;
    const answer = await (await engine()).canonicalDocument({ documentId });
    const history = addStep(historyOf(owner), "write it in canonical form", answer.patches);
    if (answer.patches.length > 0) await showEdited(owner, history, answer.document);
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}
