import { describe, expect, it } from "vitest";
import { NEW_DEADLINE, newRequest, type RequestDraft } from "../../../renderer/state/drafts.ts";
import {
  addMessage,
  chooseEnding,
  removeMessage,
  sentMessages,
  setMessage,
  shownMessage,
} from "../../../renderer/state/messages.ts";

const draft = (
  messages: readonly string[],
  messageIndex = 0,
  methodKind: RequestDraft["methodKind"] = "bidi-stream",
) => newRequest("a", { messages, messageIndex, methodKind });
const shape = ({ messages, messageIndex }: RequestDraft) => [messages, messageIndex];

it.each([
  ["set one", setMessage(draft(["a", "b"]), 1, "B"), ["a", "B"], 0],
  ["set one that is not there", setMessage(draft(["a"]), 3, "B"), ["a"], 0],
  ["add a copy and show it", addMessage(draft(["a", "b"], 1)), ["a", "b", "b"], 2],
  ["remove before the shown one", removeMessage(draft(["a", "b", "c"], 2), 0), ["b", "c"], 1],
  ["remove the shown one", removeMessage(draft(["a", "b", "c"], 1), 1), ["a", "c"], 1],
  ["remove the last one that is shown", removeMessage(draft(["a", "b"], 1), 1), ["a"], 0],
  ["keep the only one", removeMessage(draft(["a"]), 0), ["a"], 0],
])("%s", (_, changed, messages, index) => expect(shape(changed)).toEqual([messages, index]));

it.each([
  ["unary", ["a", "b"], ["a"]],
  ["server-stream", ["a", "b"], ["a"]],
  ["client-stream", ["a", "b"], ["a", "b"]],
  ["bidi-stream", ["a", "b"], ["a", "b"]],
] as const)("a %s call sends %j as %j", (kind, messages, sent) =>
  expect(sentMessages(draft(messages, 0, kind))).toEqual(sent),
);

it("shows nothing for a message that is not there", () => expect(shownMessage(draft(["a"], 7))).toBe(""));

it.each<[string, boolean, string]>([
  [NEW_DEADLINE, true, ""],
  ["30 s", true, "30 s"],
  [NEW_DEADLINE, false, NEW_DEADLINE],
])("with a deadline of %s, staying open (%s) leaves %s", (deadline, keepOpen, left) => {
  const changed = chooseEnding({ ...draft(["a"], 0, "client-stream"), deadline }, keepOpen);
  expect([changed.keepOpen, changed.deadline]).toEqual([keepOpen, left]);
});

describe("messages that are sent as bytes", () => {
  const raw = (base64: string) => ({ base64, edits: { steps: [], at: 0 } });
  it("stay with their message when another one is removed", () => {
    const draft = newRequest("r", {
      messages: ["a", "b", "c"],
      raws: { "0": raw("AA=="), "2": raw("AQ==") },
    });
    expect(removeMessage(draft, 0).raws).toEqual({ "1": raw("AQ==") });
    expect(removeMessage(draft, 1).raws).toEqual({ "0": raw("AA=="), "1": raw("AQ==") });
    expect(removeMessage(newRequest("r", { messages: ["a", "b"], raws: { "1": raw("AQ==") } }), 1).raws).toBe(
      undefined,
    );
  });
});
