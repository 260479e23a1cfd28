import { describe, expect, it } from "vitest";
import {
  activateTab,
  activeRequest,
  changeRequest,
  closeTab,
  type DraftsState,
  NO_DRAFTS,
  newPayload,
  newRequest,
  openTab,
  reopenTab,
  walkTabs,
} from "../../../renderer/state/drafts.ts";

const open = (...ids: readonly string[]) =>
  ids.reduce((state, id) => openTab(state, newRequest(id)), NO_DRAFTS);
const shape = ({ tabs, activeId, closed }: DraftsState) => ({
  tabs: tabs.map((tab) => tab.id).join(" "),
  activeId,
  closed: closed.map((tab) => tab.id).join(" "),
});

describe("tabs", () => {
  const three = open("a", "b", "c");
  it.each([
    ["open behind the active one", openTab(activateTab(three, "a"), newRequest("d")), "a d b c", "d", ""],
    ["activate", activateTab(three, "a"), "a b c", "a", ""],
    ["activate an unknown one", activateTab(three, "x"), "a b c", "c", ""],
    ["close the last: its left neighbour", closeTab(three, "c"), "a b", "b", "c"],
    ["close the first: its right neighbour", closeTab(activateTab(three, "a"), "a"), "b c", "b", "a"],
    ["close one behind", closeTab(three, "a"), "b c", "c", "a"],
    ["close an unknown one", closeTab(three, "x"), "a b c", "c", ""],
    ["close the only one", closeTab(open("a"), "a"), "", "", "a"],
    ["bring back", reopenTab(closeTab(three, "a")), "b c a", "a", ""],
    ["bring back nothing", reopenTab(three), "a b c", "c", ""],
    ["walk forward around the end", walkTabs(three, 1), "a b c", "a", ""],
    ["walk back", walkTabs(three, -1), "a b c", "b", ""],
    ["walk nowhere", walkTabs(NO_DRAFTS, 1), "", "", ""],
  ])("%s", (_, state, tabs, activeId, closed) => {
    expect(shape(state)).toEqual({ tabs, activeId, closed });
  });

  it("keeps what is closed within bounds", () => {
    const ids = Array.from({ length: 30 }, (_, index) => `t${index}`);
    const closed = ids.reduce(closeTab, open(...ids)).closed.map((tab) => tab.id);
    expect([closed.length, closed[0]]).toEqual([20, "t29"]);
  });
});

describe("changing a request", () => {
  const state = openTab(open("a"), newPayload("p", { kind: "text", text: "" }, "payload"));
  it("leaves other tabs and unchanged states as they are", () => {
    expect(changeRequest(state, "x", (draft) => ({ ...draft, method: "s/M" }))).toBe(state);
    expect(changeRequest(state, "p", (draft) => ({ ...draft, method: "s/M" }))).toBe(state);
    expect(changeRequest(state, "a", (draft) => draft)).toBe(state);
    const changed = changeRequest(state, "a", (draft) => ({ ...draft, method: "s/M" }));
    expect(changed.tabs[1]).toBe(state.tabs[1]);
    expect(activeRequest(activateTab(changed, "a"))?.method).toBe("s/M");
  });
  it("has no request in front when a payload is", () => expect(activeRequest(state)).toBeUndefined());
});
