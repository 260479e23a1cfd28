/** Texts that had to make room for others: nothing that was typed is lost. Pure. */
import type { KeptBody, RequestDraft } from "./drafts.ts";

/** Bodies kept with a request; the oldest goes first. */
const LIMIT = 12;

/**
 * Sets the messages and keeps those that were there as typed for `method`, unless they are blank, the same, or not worth
 * keeping.
 */
export function replaceMessages(
  draft: RequestDraft,
  messages: readonly string[],
  { method, isTyped }: { readonly method: string; readonly isTyped: boolean },
): RequestDraft {
  const { keptBodies = [], raws } = draft;
  const before: KeptBody = { method, messages: draft.messages, ...(raws !== undefined && { raws }) };
  const others = keptBodies.filter(
    (kept) => !isSame(kept.messages, messages) && !isSame(kept.messages, before.messages),
  );
  const isKept =
    raws !== undefined || (isTyped && !isBlank(draft.messages) && !isSame(draft.messages, messages));
  const kept = (isKept ? [before, ...others] : others).slice(0, LIMIT);
  return { ...draft, messages, messageIndex: 0, raws: undefined, keptBodies: kept };
}

/** Puts a kept body back; what stands there is kept in its place. */
export function putBack(draft: RequestDraft, kept: KeptBody): RequestDraft {
  const replaced = replaceMessages(draft, kept.messages, { method: draft.method, isTyped: true });
  return { ...forgetBody(replaced, kept), raws: kept.raws };
}

/** Forgets a kept body. */
export function forgetBody(draft: RequestDraft, kept: KeptBody): RequestDraft {
  return { ...draft, keptBodies: (draft.keptBodies ?? []).filter((one) => one !== kept) };
}

/** The newest body that was typed for a method. */
export function keptFor(draft: RequestDraft, method: string): KeptBody | undefined {
  return draft.keptBodies?.find((kept) => kept.method === method);
}

/** True when nothing is typed. */
export function isBlank(messages: readonly string[]): boolean {
  return messages.every((message) => message.trim() === "");
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, at) => text === b[at]);
}
