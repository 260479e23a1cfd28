import type { ChannelKind } from "../../core/contract/params.ts";
import type { DocumentSummary, SchemaSummary } from "../../core/contract/views.ts";
import { notify } from "../actions/notify.ts";
import { send } from "../actions/send.ts";
import { PAGED_FROM } from "../answer/text-pages.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { encodeBase64 } from "../format/base64.ts";
import { findMethod } from "../state/connections.ts";
import { newRequest, openTab } from "../state/drafts.ts";
import { NO_EDITS } from "../state/edit-history.ts";
import type { Servers } from "../state/servers.ts";
import { drafts } from "../state/stores.ts";
import { newDeadline } from "../state/usual-deadline.ts";

/** How bytes are sent. */
export interface SendAsChoice {
  readonly connectionId: string;
  readonly schema: SchemaSummary;
  readonly method: string;
  readonly channel: ChannelKind;
  readonly servers: Servers;
}

/** Opens a request whose message is the bytes of a document as they are, and sends it. */
export async function sendAs(document: DocumentSummary, choice: SendAsChoice): Promise<void> {
  const { documentId, byteLength, typeName, jsonTextLength } = document;
  const { connectionId, schema, method, channel, servers } = choice;
  const summary = findMethod(schema, method);
  if (summary === undefined) return;
  try {
    const one = await engine();
    const bytes = await one.readBytes({ documentId, start: 0, end: byteLength });
    const isText = typeName === summary.inputType && jsonTextLength < PAGED_FROM;
    const json = isText ? await one.readJson({ documentId, start: 0, end: jsonTextLength }) : "";
    const draft = newRequest(crypto.randomUUID(), {
      deadline: newDeadline(),
      connectionId,
      channel,
      servers,
      method,
      methodKind: summary.kind,
      messages: [json],
      raws: { "0": { base64: encodeBase64(bytes), edits: NO_EDITS } },
      messageView: "bytes",
      inspectorSide: "request",
    });
    drafts.update((state) => openTab(state, draft));
    await send(draft);
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
  }
}
