import { describe, expect, it } from "vitest";
import { NO_COLLECTIONS } from "../../../renderer/collections/state.ts";
import { NO_CONNECTIONS } from "../../../renderer/state/connections.ts";
import { changeRequest, NO_DRAFTS, newRequest, openTab } from "../../../renderer/state/drafts.ts";
import { DEFAULT_LAYOUT } from "../../../renderer/state/layout.ts";
import { DEFAULT_LENS } from "../../../renderer/state/lens.ts";
import { readSession, type Session } from "../../../renderer/state/session.ts";
import { joinFiles, sessionFiles, tabIds } from "../../../renderer/state/session-files.ts";
import { DEFAULT_SETTINGS } from "../../../renderer/state/settings.ts";

const session: Session = {
  drafts: openTab(openTab(NO_DRAFTS, newRequest("a", { messages: ["{}"] })), newRequest("b")),
  connections: NO_CONNECTIONS,
  layout: DEFAULT_LAYOUT,
  collections: NO_COLLECTIONS,
  lens: DEFAULT_LENS,
  settings: DEFAULT_SETTINGS,
};

describe("the files of a session", () => {
  it("are one a tab, and typing changes that one alone", () => {
    const before = sessionFiles(session);
    const drafts = changeRequest(session.drafts, "a", (tab) => ({ ...tab, messages: ['{"x": 1}'] }));
    const after = sessionFiles({ ...session, drafts });
    expect(after.index).toBe(before.index);
    expect(after.tabs.get("b")).toBe(before.tabs.get("b"));
    expect(after.tabs.get("a")).toContain('{\\"x\\": 1}');
    expect(tabIds(after.index)).toEqual(["a", "b"]);
  });

  it("lose no more than the tab whose text is gone or broken", () => {
    const { index, tabs } = sessionFiles(session);
    for (const text of [undefined, "{", "7"]) {
      const read = readSession(joinFiles(index, new Map([...tabs, ["b", text]])));
      expect([read?.unread, read?.drafts.tabs.map(({ id }) => id)]).toEqual([1, ["a"]]);
    }
  });

  it("may have whole tabs, as sessions of before", () => {
    const { index, tabs } = sessionFiles(session);
    const before = joinFiles(index, tabs);
    expect(tabIds(before)).toEqual([]);
    expect(readSession(joinFiles(before, new Map()))?.drafts.tabs).toHaveLength(2);
  });

  it.each(["", "[]", '{"tabs": 1}'])("that are none stay what they are: %s", (text) => {
    expect([joinFiles(text, new Map()), tabIds(text)]).toEqual([text, []]);
  });
});
