import type { DocumentSummary } from "../../core/contract/views.ts";
import { notify } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { encodeBase64 } from "../format/base64.ts";
import { shortName } from "../format/method-kind.ts";
import { newPayload, openTab, type PayloadDraft } from "../state/drafts.ts";
import { drafts } from "../state/stores.ts";

/** Opens the bytes of a document as a payload tab of their own, read by the same type. */
export async function openDocument(
  { documentId, byteLength, typeName }: DocumentSummary,
  connectionId: string,
  title = typeName === "" ? "bytes" : shortName(typeName),
): Promise<PayloadDraft | undefined> {
  try {
    const bytes = await (await engine()).readBytes({ documentId, start: 0, end: byteLength });
    const input = { kind: "bytes", base64: encodeBase64(bytes) } as const;
    const draft = {
      ...newPayload(crypto.randomUUID(), input, title),
      connectionId,
      typeName,
      framing: "raw" as const,
    };
    drafts.update((state) => openTab(state, draft));
    return draft;
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
    return undefined;
  }
}
