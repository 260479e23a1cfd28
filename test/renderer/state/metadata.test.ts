import { expect, it } from "vitest";
import type { MetadataRow } from "../../../renderer/state/drafts.ts";
import {
  moveMetadata,
  putMetadata,
  removeMetadata,
  rowProblem,
  sentMetadata,
} from "../../../renderer/state/metadata.ts";

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
it.each<[string, -1 | 1, string[]]>([
  ["2", -1, ["2", "1", "3", "4", "5"]],
  ["2", 1, ["1", "3", "2", "4", "5"]],
  ["1", -1, ["1", "2", "3", "4", "5"]],
  ["5", 1, ["1", "2", "3", "4", "5"]],
  ["none", 1, ["1", "2", "3", "4", "5"]],
])("moves the row %s by %i", (id, by, order) =>
  expect(moveMetadata(rows, id, by).map((one) => one.id)).toEqual(order),
);
it("removes a row", () =>
  expect(removeMetadata(rows, "1").map(({ id }) => id)).toEqual(["2", "3", "4", "5"]));
it("sends enabled rows with a name, in order, repeated names included", () =>
  expect(sentMetadata(rows)).toEqual([
    { name: "a", value: "v" },
    { name: "a", value: "w" },
    { name: "x-bin", value: "v" },
  ]));

it.each<[Partial<MetadataRow>, string]>([
  [{ name: "a", value: "plain, with a comma" }, ""],
  [{ name: "a", value: "ü" }, "A value is printable ASCII, unless the name ends in -bin."],
  [{ name: "a b", value: "" }, "A name holds letters, digits, “-”, “_” and “.”."],
  [{ name: "a-bin", value: "AAE" }, ""],
  [{ name: "a-bin", value: "_-8=" }, ""],
  [{ name: "A-Bin", value: "AAEAA" }, "Not base64."],
  [{ name: "a-bin", value: "not base64" }, "Not base64."],
  [{ name: "a-bin", value: "08:96 01", form: { kind: "hex" } }, ""],
  [{ name: "a-bin", value: "08 9", form: { kind: "hex" } }, "Not hex: two digits are a byte."],
  [{ name: "a-bin", value: "{}", form: { kind: "json", typeName: "a.B" } }, ""],
  [
    { name: "a-bin", value: "{}", form: { kind: "json", typeName: "" } },
    "Which message is it? Write its full name.",
  ],
  [{ name: "a-bin", value: "{{token}}" }, ""],
  [{ name: "a-bin", value: "not base64", enabled: false }, ""],
])("%j: %s", (part, problem) => {
  expect(rowProblem({ ...row("1", ""), ...part })).toBe(problem);
});
it("tells what is no JSON", () => {
  const form = { kind: "json", typeName: "a.B" } as const;
  expect(rowProblem({ ...row("1", "a-bin", "{"), form })).toMatch(/^Not JSON: /);
});
