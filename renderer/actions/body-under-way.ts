/** Bodies that the window is choosing, such as a method's example: whoever sends one waits for what the editor will show. */
import type { ErrorRecord } from "../../core/error.ts";
import { changeRequest, type RequestDraft } from "../state/drafts.ts";
import { drafts } from "../state/stores.ts";
import { failure } from "./refusal.ts";

/** The time a request waits for its body, in ms. */
const PATIENCE = 10_000;

interface Choice {
  /** The messages that make room; any others were typed meanwhile, and are newer. */
  readonly before: RequestDraft["messages"];
  /** Never rejects. */
  readonly end: Promise<void>;
}

/** By tab. */
const underWay = new Map<string, Choice>();

/**
 * Changes the body of `draft` as `choose` resolves to, unless it or the method was changed meanwhile: that is newer. What
 * is sent before that waits for it.
 */
export async function chooseBody(
  { id, method, messages }: RequestDraft,
  choose: () => Promise<(now: RequestDraft) => RequestDraft>,
): Promise<void> {
  const isAsBefore = (now: RequestDraft) => now.method === method && now.messages === messages;
  const work = async () => {
    const change = await choose();
    forget();
    drafts.update((state) => changeRequest(state, id, (now) => (isAsBefore(now) ? change(now) : now)));
  };
  const forget = () => {
    if (underWay.get(id) === choice) underWay.delete(id);
  };
  const running = work();
  const choice = { before: messages, end: running.catch(() => undefined) };
  underWay.set(id, choice);
  await running.finally(forget);
}

/**
 * The request with the body that its editor will show; at once where none is being chosen. Rejects with a failure in words
 * where the message is typed, another method is chosen or the tab is closed before that, and after ten seconds.
 */
export async function withChosenBody(draft: RequestDraft): Promise<RequestDraft> {
  const choice = underWay.get(draft.id);
  if (choice === undefined || choice.before !== draft.messages) return draft;
  const outcome = await outcomeOf(choice, draft);
  if (outcome === "late") throw failure(TOO_LATE);
  const now = requestOf(draft.id);
  if (outcome === "changed" || now?.method !== draft.method) throw failure(CHANGED);
  const { messages, messageIndex, raws } = now;
  return withChosenBody({ ...draft, messages, messageIndex, raws });
}

type Outcome = "chosen" | "changed" | "late";

function outcomeOf(choice: Choice, { id, method }: RequestDraft): Promise<Outcome> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => finish("late"), PATIENCE);
    const unsubscribe = drafts.subscribe(() => {
      const now = requestOf(id);
      // A choice that is no longer under way changes the body itself.
      const isTyped = underWay.get(id) === choice && now?.messages !== choice.before;
      if (isTyped || now?.method !== method) finish("changed");
    });
    const finish = (outcome: Outcome) => {
      clearTimeout(timer);
      unsubscribe();
      resolve(outcome);
    };
    void choice.end.then(() => finish("chosen"));
  });
}

function requestOf(id: string): RequestDraft | undefined {
  const tab = drafts.get().tabs.find((one) => one.id === id);
  return tab?.kind === "request" ? tab : undefined;
}

const CHANGED: ErrorRecord = {
  code: "cancelled",
  message: "Nothing was sent: the request was changed while its example was on the way.",
  hint: "Send again once it says what you mean.",
  findings: [],
};

const TOO_LATE: ErrorRecord = {
  code: "timeout",
  message: "Nothing was sent: the example of this method did not come within 10 s.",
  hint: "Write the message yourself, or send again.",
  findings: [],
};
