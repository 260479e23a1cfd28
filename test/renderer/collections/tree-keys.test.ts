import { describe, expect, it } from "vitest";
import type { CollectionRow } from "../../../renderer/collections/rows.ts";
import { treeAct } from "../../../renderer/collections/tree-keys.ts";

const collection = (open: boolean): CollectionRow => ({ kind: "collection", path: "/c", name: "c", open });
const item = (kind: "folder" | "request", open = false): CollectionRow => ({
  kind: "item",
  path: "/c/a",
  item: { id: "a", kind, name: "a", path: "/c/a", findings: [] },
  depth: 0,
  open,
  assertionCount: 0,
});

describe("a key on a row of the tree", () => {
  it.each([
    ["Enter", "opens a request", item("request"), "open"],
    ["Space", "opens a request", item("request"), "open"],
    ["ArrowRight", "unfolds a folder", item("folder"), "open"],
    ["ArrowRight", "leaves an open folder", item("folder", true), undefined],
    ["ArrowLeft", "folds an open folder", item("folder", true), "open"],
    ["ArrowLeft", "leaves a folded collection", collection(false), undefined],
    ["ArrowRight", "leaves a request", item("request"), undefined],
    ["F2", "renames a folder", item("folder"), "rename"],
    ["F2", "leaves the name of a collection", collection(true), undefined],
    ["Delete", "removes a request", item("request"), "remove"],
    ["Delete", "never removes a collection", collection(true), undefined],
    ["ContextMenu", "opens the menu", collection(true), "menu"],
    ["Shift F10", "opens the menu", item("request"), "menu"],
    ["F10", "does nothing by itself", item("request"), undefined],
    ["Alt ArrowUp", "moves up", item("request"), "up"],
    ["Alt ArrowDown", "moves down", item("request"), "down"],
    ["ArrowDown", "walks", item("request"), undefined],
  ] as const)("%s %s", (keys, _does, row, act) => {
    const words = keys.split(" ");
    const key = words.at(-1) === "Space" ? " " : (words.at(-1) ?? "");
    const pressed = { key, altKey: words.includes("Alt"), shiftKey: words.includes("Shift") };
    expect(treeAct(pressed, row)).toBe(act);
  });
});
