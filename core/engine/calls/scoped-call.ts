/** One call with its variables put in; what is kept of it afterwards. */
import type { CallRequest } from "../../contract/params.ts";
import type { CallEvent, CallRecord } from "../../contract/views.ts";
import type { VariableLookup } from "../../variables/lookup.ts";
import type { Parts } from "../parts.ts";
import { inTemplate, putInCall } from "../variables/variables.ts";
import { runCallRequest } from "./calls.ts";
import type { Received } from "./received-messages.ts";

/** A call and its circumstances. */
export interface ScopedCall {
  /** As it was typed. */
  readonly request: CallRequest;
  /** Where its names are looked up; absent leaves its texts as they are. */
  readonly lookup?: VariableLookup;
  readonly signal: AbortSignal;
  readonly onEvent: (event: CallEvent) => void;
  /** False when nobody looks at the messages that are sent; the history does, where there is one. */
  readonly isLookedAt?: boolean;
}

/** A call that has ended. */
export interface EndedCall {
  readonly record: CallRecord;
  /** The request as it was sent. */
  readonly sent: CallRequest;
  /** Values that must not be shown. */
  readonly secrets: readonly string[];
}

/** Runs the call and notes it in the history. Rejects only for what was wrong before anything was sent. */
export async function runScopedCall(parts: Parts, call: ScopedCall): Promise<EndedCall> {
  const { request, lookup, signal, onEvent } = call;
  const isLookedAt = call.isLookedAt !== false || parts.history.isKept;
  const put =
    lookup === undefined ? { request, secrets: [], messages: [] } : await putInCall(request, lookup);
  const context = { parts, signal, onEvent, isLookedAt };
  const record = await runCallRequest(put.request, context).catch(async (thrown: unknown) => {
    throw await inTemplate(thrown, request.messages, put.messages);
  });
  parts.history.note(request, record, put.secrets);
  return { record, sent: put.request, secrets: put.secrets };
}

/** What names the messages of an answer. */
export function receivedOf({ received, receivedCount, operationId }: CallRecord): Received {
  return {
    documentIds: received.map(({ documentId }) => documentId),
    count: receivedCount,
    recordingId: operationId,
  };
}
