import { engine } from "../engine/link.ts";
import { addStep } from "../state/edit-history.ts";
import { showEdited, shownBytes } from "./apply.ts";
import { type ByteOwner, historyOf } from "./owner.ts";

/** Makes the bytes say what a JSON text says. Rejects with the engine's failure where the text does not fit. */
export async function applyJson(owner: ByteOwner, json: string): Promise<void> {
  const document = shownBytes(owner);
  if (document === undefined) return;
  const answer = await (await engine()).editJson({ documentId: document.documentId, json });
  if (answer.patches.length > 0)
    await showEdited(owner, addStep(historyOf(owner), "edit the JSON", answer.patches), answer.document);
}
