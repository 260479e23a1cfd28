import { engine } from "../engine/link.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { addStep } from "../state/edit-history.ts";
import { lens } from "../state/stores.ts";
import { showEdited, shownBytes } from "./apply.ts";
import { type ByteOwner, historyOf } from "./owner.ts";

type JsonText = Pick<PayloadDraft, "jsonText" | "jsonBase" | "jsonFrame">;

/**
 * Makes the bytes say what a JSON text says: that of all messages, or of the one in a frame. Lengths are mended as the
 * window is set. Rejects
 * with the engine's failure where the text does not fit.
 */
export async function applyJson(
  owner: ByteOwner,
  { jsonText: json = "", jsonBase, jsonFrame }: JsonText,
): Promise<void> {
  const document = shownBytes(owner);
  if (document === undefined) return;
  const { documentId } = document;
  const { repair } = lens.get();
  const chosen = {
    ...(jsonFrame === undefined ? {} : { frame: jsonFrame }),
    ...(jsonBase === undefined ? {} : { base: jsonBase }),
  };
  const answer = await (await engine()).editJson({ documentId, json, repair, ...chosen });
  if (answer.patches.length > 0)
    await showEdited(owner, addStep(historyOf(owner), "edit the JSON", answer.patches), answer.document);
}
