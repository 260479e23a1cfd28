import { describe, expect, it } from "vitest";
import type { TreeView } from "../../../core/contract/tree-view.ts";
import { engine, open, withInspector } from "../inspector.ts";

withInspector();

describe("views of the tree", () => {
  async function rows(hex: string, view: TreeView, typeName?: string): Promise<readonly string[]> {
    const { documentId } = await open(hex, typeName);
    const page = await engine.readTreeView({ documentId, view, start: 0, end: 100 });
    expect(page.rowCount).toBe(page.rows.length);
    return page.rows.map(
      ({ depth, label, value, state, found }) =>
        `${"  ".repeat(depth)}${label} ${value} ${state}${found ? "" : " (above)"}`,
    );
  }
  const raw = { order: "wire", values: "raw" } as const;
  const grouped = { order: "grouped", values: "raw" } as const;
  const effective = { order: "wire", values: "effective" } as const;
  const present = (lines: readonly string[]) => lines.filter((line) => !line.endsWith(" absent"));

  it("keeps the wire order, and tells what parsers drop", async () => {
    expect(await rows("08 01 48 01 52 01 61 08 00", raw, "t.T")).toEqual([
      "a 1 overwritten",
      "x 1 overwritten",
      'y "a" set',
      "a 0 default",
    ]);
  });

  it("groups the records of a field", async () => {
    expect(await rows("10 02 08 01 10 03 0A 02 08 05", grouped)).toEqual([
      "1 1 set",
      "1[1] message, 1 field set",
      "  1[1].1 5 set",
      "2 2 set",
      "2[1] 3 set",
    ]);
  });

  it("merges messages, keeps the last and leaves out what is lost", async () => {
    const lines = await rows("22 02 08 01 22 03 12 01 61 08 05 08 06", effective, "t.T");
    expect(present(lines)).toEqual(["m T merged", "  a 1 set", '  s "a" set', "a 6 set"]);
  });

  it("shows fields that are absent with their defaults, but no other member of a oneof that is set", async () => {
    const lines = await rows("48 01", { order: "grouped", values: "effective" }, "t.T");
    expect(lines).toEqual([
      "a 0 absent",
      's "" absent',
      "p [] absent",
      "m  absent",
      'b "" absent',
      "f false absent",
      "e Z absent",
      "mp [] absent",
      "x 1 set",
      "u 0 absent",
      "z 0 absent",
      "fl 0 absent",
    ]);
  });

  it.each([
    ["a value", "abc", ["m T set (above)", '  s "abc" set']],
    ["a path", "m.s", ["m T set (above)", '  s "abc" set']],
    ["a number", "13", ["fl 1 set"]],
    ["a type", "float", ["fl 1 set"]],
    ["nothing that is there", "nowhere", []],
  ])("filters by %s", async (_name, filter, expected) => {
    expect(await rows("08 01 22 05 12 03 61 62 63 6D 00 00 80 3F", { ...raw, filter }, "t.T")).toEqual(
      expected,
    );
  });

  it("finds the row of a record, or of the nearest one above", async () => {
    const { documentId } = await open("10 02 0A 02 08 05");
    const view = { order: "grouped", values: "raw" } as const;
    expect(await engine.findTreeViewRow({ documentId, view, record: 2 })).toEqual({ row: 1 });
    const filtered = { ...view, filter: "message" };
    expect(await engine.findTreeViewRow({ documentId, view: filtered, record: 2 })).toEqual({ row: 0 });
    expect(await engine.findTreeViewRow({ documentId, view: filtered, record: 0 })).toEqual({ row: -1 });
  });
});
