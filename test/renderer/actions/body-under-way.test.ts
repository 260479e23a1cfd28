import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { chooseBody, withChosenBody } from "../../../renderer/actions/body-under-way.ts";
import {
  changeRequest,
  closeTab,
  NO_DRAFTS,
  newRequest,
  openTab,
  type RequestDraft,
} from "../../../renderer/state/drafts.ts";
import { setMessage } from "../../../renderer/state/messages.ts";
import { drafts } from "../../../renderer/state/stores.ts";

const METHOD = "a.Service/Get";
const EXAMPLE = '{ "id": 1 }';

beforeEach(() => {
  vi.useFakeTimers();
  drafts.update(() => openTab(NO_DRAFTS, newRequest("a", { method: METHOD })));
});
afterEach(() => void vi.useRealTimers());

function draft(): RequestDraft {
  const tab = drafts.get().tabs[0];
  if (tab?.kind !== "request") throw new Error("The tab is gone.");
  return tab;
}

const edit = (change: (now: RequestDraft) => RequestDraft) =>
  drafts.update((state) => changeRequest(state, "a", change));
const type = (text: string) => edit((now) => setMessage(now, 0, text));

/** A choice under way, and what brings the example. */
function begin() {
  let bring: (change: (now: RequestDraft) => RequestDraft) => void = () => undefined;
  const choose = () =>
    new Promise<(now: RequestDraft) => RequestDraft>((resolve) => {
      bring = resolve;
    });
  const chosen = chooseBody(draft(), choose);
  return { chosen, bring: (text = EXAMPLE) => bring((now) => setMessage(now, 0, text)) };
}

const refused = (code: string, message: RegExp) => ({
  record: expect.objectContaining({ code, message: expect.stringMatching(message) }),
});

it("answers a request as it is while nothing is being chosen", async () => {
  expect(await withChosenBody(draft())).toBe(draft());
});

it("waits for the example, and answers with what the editor shows then", async () => {
  const { bring } = begin();
  const sent = withChosenBody({ ...draft(), channel: "connect" });
  bring();
  expect(await sent).toMatchObject({ channel: "connect", messages: [EXAMPLE] });
  expect(draft().messages).toEqual([EXAMPLE]);
});

it("answers with what came first of two choices, which then stays", async () => {
  const first = begin();
  const sent = withChosenBody(draft());
  const second = begin();
  first.bring("{}");
  await first.chosen;
  expect(draft().messages).toEqual(["{}"]);
  second.bring();
  await second.chosen;
  expect(draft().messages).toEqual(["{}"]);
  expect(await sent).toMatchObject({ messages: ["{}"] });
});

it("does not hold up what was typed since, and keeps it", async () => {
  const { bring, chosen } = begin();
  type("{ typed }");
  expect((await withChosenBody(draft())).messages).toEqual(["{ typed }"]);
  bring();
  await chosen;
  expect(draft().messages).toEqual(["{ typed }"]);
});

it("sends what was there when the choice leaves it, and when the choice fails", async () => {
  edit((now) => ({ ...now, messages: ["{}"] }));
  const leaving = chooseBody(draft(), async () => (now) => now);
  expect((await withChosenBody(draft())).messages).toEqual(["{}"]);
  await leaving;
  const failing = chooseBody(draft(), () => Promise.reject(new Error("the engine ended")));
  const sent = withChosenBody(draft());
  await expect(failing).rejects.toThrow("the engine ended");
  expect((await sent).messages).toEqual(["{}"]);
});

it.each([
  ["typing", () => type("{")],
  ["another method", () => edit((now) => ({ ...now, method: "a.Service/Put" }))],
  ["closing the tab", () => drafts.update((state) => closeTab(state, "a"))],
])("sends nothing after %s while it waits", async (_, change) => {
  const { bring, chosen } = begin();
  const sent = withChosenBody(draft());
  change();
  await expect(sent).rejects.toEqual(
    expect.objectContaining(refused("cancelled", /^Nothing was sent: the request was changed/)),
  );
  bring();
  await chosen;
});

it("gives up after ten seconds, and says so", async () => {
  begin();
  const sent = withChosenBody(draft());
  const outcome = expect(sent).rejects.toEqual(
    expect.objectContaining(refused("timeout", /did not come within 10 s/)),
  );
  await vi.advanceTimersByTimeAsync(10_000);
  await outcome;
});
