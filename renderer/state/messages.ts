/** The messages of one request: a unary call has one, a streaming one has as many as the person writes. */
import { NEW_DEADLINE, type RequestDraft } from "./drafts.ts";

/** The JSON text of the message that is shown. */
export function shownMessage(draft: RequestDraft): string {
  return draft.messages[draft.messageIndex] ?? "";
}

/** True where the client may send more than one message. */
export function sendsMany(draft: RequestDraft): boolean {
  return draft.methodKind === "client-stream" || draft.methodKind === "bidi-stream";
}

/** The texts a call sends: the first alone where the method takes one, all of them where it streams. */
export function sentMessages(draft: RequestDraft): readonly string[] {
  return sendsMany(draft) ? draft.messages : [draft.messages[0] ?? ""];
}

/** Replaces the text of one message. */
export function setMessage(draft: RequestDraft, index: number, text: string): RequestDraft {
  if (draft.messages[index] === undefined || draft.messages[index] === text) return draft;
  return { ...draft, messages: draft.messages.map((message, at) => (at === index ? text : message)) };
}

/** Adds a copy of the shown message at the end and shows it. */
export function addMessage(draft: RequestDraft): RequestDraft {
  return {
    ...draft,
    messages: [...draft.messages, shownMessage(draft)],
    messageIndex: draft.messages.length,
  };
}

/** Removes a message; the last one that is left stays. */
export function removeMessage(draft: RequestDraft, index: number): RequestDraft {
  if (draft.messages.length < 2 || draft.messages[index] === undefined) return draft;
  const messages = draft.messages.filter((_, at) => at !== index);
  const shown = draft.messageIndex > index ? draft.messageIndex - 1 : draft.messageIndex;
  const rest = { ...draft, messages, messageIndex: Math.min(shown, messages.length - 1) };
  return draft.raws === undefined ? rest : { ...rest, raws: withoutRaw(draft.raws, index) };
}

/** Messages that are sent as bytes, after one was removed: those behind it move up. */
function withoutRaw(raws: NonNullable<RequestDraft["raws"]>, index: number): RequestDraft["raws"] {
  const moved = Object.entries(raws).flatMap(([key, raw]) => {
    const at = Number(key);
    return at === index ? [] : [[String(at > index ? at - 1 : at), raw] as const];
  });
  return moved.length === 0 ? undefined : Object.fromEntries(moved);
}

/** True where the call stays open behind its messages: a stream both ways unless somebody chose otherwise. */
export function staysOpen(draft: RequestDraft): boolean {
  return sendsMany(draft) && (draft.keepOpen ?? draft.methodKind === "bidi-stream");
}

/** Chooses whether the call stays open; one that is driven by hand does not keep the deadline that new requests have. */
export function chooseEnding(draft: RequestDraft, keepOpen: boolean): RequestDraft {
  const deadline = keepOpen && draft.deadline === NEW_DEADLINE ? "" : draft.deadline;
  return { ...draft, keepOpen, deadline };
}
