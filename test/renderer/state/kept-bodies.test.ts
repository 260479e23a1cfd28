import { describe, expect, it } from "vitest";
import { NO_COLLECTIONS } from "../../../renderer/collections/state.ts";
import { NO_CONNECTIONS } from "../../../renderer/state/connections.ts";
import { newRequest } from "../../../renderer/state/drafts.ts";
import { forgetBody, keptFor, putBack, replaceMessages } from "../../../renderer/state/kept-bodies.ts";
import { DEFAULT_LAYOUT } from "../../../renderer/state/layout.ts";
import { DEFAULT_LENS } from "../../../renderer/state/lens.ts";
import { readSession } from "../../../renderer/state/session.ts";
import { DEFAULT_SETTINGS } from "../../../renderer/state/settings.ts";
import { wholeSession } from "./whole-session.ts";

const draft = newRequest("1", { method: "p.S/New", messages: ["typed"] });
const typed = { method: "p.S/Old", isTyped: true };

describe("a body that makes room", () => {
  it("is kept under its method, and is back when it is put back", () => {
    const replaced = replaceMessages(draft, ["example"], typed);
    expect(replaced).toMatchObject({
      messages: ["example"],
      keptBodies: [{ method: "p.S/Old", messages: ["typed"] }],
    });
    const kept = keptFor(replaced, "p.S/Old");
    if (kept === undefined) throw new Error("Nothing is kept.");
    const back = putBack(replaced, kept);
    expect(back.messages).toEqual(["typed"]);
    expect(back.keptBodies).toEqual([{ method: "p.S/New", messages: ["example"] }]);
    expect(forgetBody(replaced, kept).keptBodies).toEqual([]);
  });

  it.each([
    ["blank", ["  "], ["example"], true],
    ["the same", ["example"], ["example"], true],
    ["an example nobody touched", ["old example"], ["example"], false],
  ])("is not kept where it is %s", (_, before, after, isTyped) => {
    const replaced = replaceMessages({ ...draft, messages: before }, after, { method: "p.S/Old", isTyped });
    expect(replaced.keptBodies).toEqual([]);
  });

  it("is kept with its bytes, even where its text is an example", () => {
    const raws = { 0: { base64: "AA==", edits: { past: [], future: [] } } } as never;
    const replaced = replaceMessages({ ...draft, raws }, ["example"], { method: "p.S/Old", isTyped: false });
    expect(replaced.raws).toBeUndefined();
    const [kept] = replaced.keptBodies ?? [];
    expect(kept).toBeDefined();
    if (kept !== undefined) expect(putBack(replaced, kept).raws).toBe(raws);
  });

  it("is one of at most twelve, the newest first, none twice", () => {
    let now = draft;
    for (let index = 0; index < 20; index += 1) now = replaceMessages(now, [`text ${index}`], typed);
    expect(now.keptBodies).toHaveLength(12);
    expect(now.keptBodies?.[0]?.messages).toEqual(["text 18"]);
    expect(replaceMessages(now, ["text 18"], typed).keptBodies?.[0]?.messages).toEqual(["text 19"]);
  });

  it("outlives a session", () => {
    const tab = replaceMessages(draft, ["example"], typed);
    const drafts = { tabs: [tab], activeId: "1", closed: [] };
    const text = wholeSession({
      drafts,
      connections: NO_CONNECTIONS,
      layout: DEFAULT_LAYOUT,
      collections: NO_COLLECTIONS,
      lens: DEFAULT_LENS,
      settings: DEFAULT_SETTINGS,
    });
    expect(readSession(text)?.drafts.tabs).toMatchObject([
      { keptBodies: [{ method: "p.S/Old", messages: ["typed"] }] },
    ]);
  });
});
