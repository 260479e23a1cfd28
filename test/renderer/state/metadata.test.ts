import { expect, it } from "vitest";
import type { MetadataRow } from "../../../renderer/state/drafts.ts";
import { putMetadata, removeMetadata, sentMetadata } from "../../../renderer/state/metadata.ts";

const row = (id: string, name: string, value = "v", enabled = true): MetadataRow => ({
  id,
  name,
  value,
  enabled,
});
const rows = [
  row("1", "a"),
  row("2", "a", "w"),
  row("3", " x-bin "),
  row("4", "off", "v", false),
  row("5", ""),
];

it("changes a row in its place", () =>
  expect(putMetadata(rows, "2", { value: "z" })[1]).toEqual(row("2", "a", "z")));
it("adds the row that is typed into", () =>
  expect(putMetadata([], "9", { name: "n" })).toEqual([row("9", "n", "")]));
it("removes a row", () =>
  expect(removeMetadata(rows, "1").map(({ id }) => id)).toEqual(["2", "3", "4", "5"]));
it("sends enabled rows with a name, in order, repeated names included", () =>
  expect(sentMetadata(rows)).toEqual([
    { name: "a", value: "v" },
    { name: "a", value: "w" },
    { name: "x-bin", value: "v" },
  ]));
