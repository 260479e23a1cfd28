import type { OpenPayloadRequest } from "../../core/contract/frames.ts";
import { notify } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { openDocument } from "../payload/open-document.ts";

/** Opens the payload of a frame, or the body of any LEN record, as a tab of its own. */
export async function openBody(
  documentId: string,
  record: number,
  as: NonNullable<OpenPayloadRequest["as"]>,
  connectionId: string,
): Promise<void> {
  try {
    const body = await (await engine()).openPayload({ documentId, record, as });
    await openDocument(body, connectionId, body.origin?.step);
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}
