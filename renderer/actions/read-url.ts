/** A URL of HTTP + JSON, opened as the request it is. */
import type { UrlReading } from "../../core/contract/transcoding.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { findMethod } from "../state/connections.ts";
import { newRequest, openTab, type RequestDraft } from "../state/drafts.ts";
import { connections, drafts } from "../state/stores.ts";
import { notify } from "./notify.ts";

/**
 * Looks the URL up in the rules of the draft's schema and opens its message in a tab of its own, to the same servers.
 * Answers why not, when there is no such rule.
 */
export async function openUrl(
  draft: RequestDraft,
  url: string,
  body: string,
): Promise<ErrorRecord | undefined> {
  const schema = connections.get().byId[draft.connectionId]?.schema;
  if (schema === undefined) {
    return {
      code: "bad-schema",
      message: "No schema is open.",
      hint: "Connect to a server first.",
      findings: [],
    };
  }
  try {
    const { schemaId } = schema;
    const reading = await (await engine()).readUrl({
      schemaId,
      url,
      ...(body.trim() === "" ? {} : { body }),
    });
    const methodKind = findMethod(schema, reading.method)?.kind ?? "unary";
    open(draft, reading, methodKind);
    for (const { message } of reading.findings) notify(message, "warning");
    return undefined;
  } catch (thrown) {
    return toErrorRecord(thrown);
  }
}

function open(draft: RequestDraft, reading: UrlReading, methodKind: RequestDraft["methodKind"]): void {
  const { connectionId, servers, http, metadata, deadline } = draft;
  const opened = newRequest(crypto.randomUUID(), {
    connectionId,
    servers,
    http,
    metadata,
    deadline,
    channel: "http-json",
    method: reading.method,
    methodKind,
    binding: reading.binding,
    messages: [reading.json],
  });
  drafts.update((state) => openTab(state, opened));
}
