import { notify } from "../actions/notify.ts";
import { editPayload } from "../actions/payload.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { beginJson } from "./json-draft.ts";

/** Shows the JSON of one frame's message, to be edited alone. */
export async function editFrame(draftId: string, documentId: string, frame: number): Promise<void> {
  try {
    const jsonText = await (await engine()).readFrameJson({ documentId, frame });
    editPayload(draftId, (draft) => beginJson(draft, jsonText, frame));
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}
