import { describe, expect, it } from "vitest";
import type { CollectionItem } from "../../../core/contract/collections.ts";
import { dropPlace, type RowHalf } from "../../../renderer/collections/drop-place.ts";
import { collectionRows } from "../../../renderer/collections/rows.ts";
import type { OpenCollection } from "../../../renderer/collections/state.ts";

const item = (id: string, kind: CollectionItem["kind"] = "request"): CollectionItem => {
  const parts = id.split("/");
  const parentId = parts.slice(0, -1).join("/");
  return {
    id,
    kind,
    name: parts.at(-1) ?? "",
    path: `/c/${id}`,
    findings: [],
    ...(parentId === "" ? {} : { parentId }),
  };
};
const items = [
  item("a", "folder"),
  item("a/deep", "folder"),
  item("a/deep/x.yml"),
  item("a/y.yml"),
  item("z.yml"),
];
const open = (expanded: readonly string[]): OpenCollection => ({
  path: "/c",
  tree: { path: "/c", name: "Mine", items, findings: [] },
  expanded,
  environment: "",
});
const shown = (expanded: readonly string[], filter = "") =>
  collectionRows([open(expanded)], filter).map((row) =>
    row.kind === "collection" ? row.name : `${" ".repeat(row.depth)}${row.item.name}`,
  );

describe("the rows of a collection", () => {
  it.each([
    ["folded", [], ["Mine"]],
    ["open, its folders folded", ["/c"], ["Mine", "a", "z.yml"]],
    ["with an open folder", ["/c", "/c/a"], ["Mine", "a", " deep", " y.yml", "z.yml"]],
    ["with a folder open inside a folded one", ["/c", "/c/a/deep"], ["Mine", "a", "z.yml"]],
    ["all open", ["/c", "/c/a", "/c/a/deep"], ["Mine", "a", " deep", "  x.yml", " y.yml", "z.yml"]],
  ])("%s", (_name, expanded, expected) => {
    expect(shown(expanded)).toEqual(expected);
  });

  it("that a filter finds come with the folders they are in", () => {
    expect(shown([], "x.y")).toEqual(["Mine", "a", " deep", "  x.yml"]);
  });
});

describe("a dragged item goes", () => {
  const rows = collectionRows([open(["/c", "/c/a", "/c/a/deep"])], "");
  it.each<[string, string, number, RowHalf, unknown]>([
    ["into the collection", "/c/a/y.yml", 0, "upper", { folder: "/c" }],
    ["into a folder", "/c/z.yml", 1, "lower", { folder: "/c/a" }],
    ["before a request", "/c/z.yml", 4, "upper", { folder: "/c/a", before: "/c/a/y.yml" }],
    ["to the end of a folder", "/c/z.yml", 3, "lower", { folder: "/c/a/deep" }],
    ["not into itself", "/c/a", 2, "upper", undefined],
    ["not onto itself", "/c/z.yml", 5, "lower", undefined],
  ])("%s", (_name, dragged, index, half, expected) => {
    expect(dropPlace(rows, dragged, index, half)).toEqual(expected);
  });
});
