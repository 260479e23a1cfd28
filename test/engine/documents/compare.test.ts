import { describe, expect, it } from "vitest";
import { engine, open, withInspector } from "../inspector.ts";

withInspector();

describe("sizes", () => {
  it("add up all occurrences of a field, with what each part takes", async () => {
    const { documentId } = await open("22 02 08 01 22 03 12 01 61 08 05", "t.T");
    const { nodes, cut, protobuf, json, protobufGzip, jsonGzip } = await engine.measureSizes({ documentId });
    expect(
      nodes.map(
        ({ path, count, byteLength, tagByteLength, lengthByteLength, valueByteLength }) =>
          `${path} ×${count}: ${byteLength} = ${tagByteLength} + ${lengthByteLength} + ${valueByteLength}`,
      ),
    ).toEqual([
      " ×1: 11 = 0 + 0 + 0",
      "m ×2: 9 = 2 + 2 + 0",
      "m.s ×1: 3 = 1 + 1 + 1",
      "m.a ×1: 2 = 1 + 0 + 1",
      "a ×1: 2 = 1 + 0 + 1",
    ]);
    expect([cut, protobuf, json]).toEqual([false, 11, '{"a":5,"m":{"a":1,"s":"a"}}'.length]);
    expect(protobufGzip).toBeGreaterThan(11);
    expect(jsonGzip).toBeGreaterThan(protobufGzip);
  });

  it("keep frame headers and gaps apart", async () => {
    const { documentId } = await open("00 00 00 00 02 08 01 00 00 00 00 02 08 02");
    const { nodes } = await engine.measureSizes({ documentId });
    expect(nodes.map(({ path, count, byteLength }) => `${path} ×${count}: ${byteLength}`)).toEqual([
      " ×1: 14",
      "frames ×2: 10",
      "1 ×2: 4",
    ]);
  });
});

describe("differences", () => {
  async function diff(before: string, after: string, typeName?: string) {
    const [left, right] = [await open(before, typeName), await open(after, typeName)];
    return await engine.diffDocuments({ before: left.documentId, after: right.documentId });
  }

  it.each([
    ["nothing", "08 01", "08 01", undefined, []],
    ["a value", "08 01", "08 02", undefined, ["changed 1: 1 → 2"]],
    ["a field more", "08 01", "08 01 10 05", undefined, ["added 2:  → 5"]],
    ["a field less", "08 01 10 05", "08 01", undefined, ["removed 2: 5 → "]],
    [
      "an element in a list",
      "0A 01 61 0A 01 62",
      "0A 01 61 0A 01 78 0A 01 62",
      undefined,
      ['added 1[1]:  → "x"'],
    ],
    ["a wider varint", "08 05", "08 85 00", "t.T", ["encoding a: 5 → 5 (a wider varint)"]],
    ["a default that is written", "08 05", "08 05 30 00", "t.T", ["encoding f:  → false (default written)"]],
    ["another order", "08 01 30 01", "30 01 08 01", "t.T", ["encoding a: 1 → 1 (order)"]],
    [
      "packing",
      "18 01 18 02",
      "1A 02 01 02",
      "t.T",
      ["encoding p[0]: 1 → 1 (packed)", "encoding p[1]: 2 → 2 (packed)"],
    ],
    ["an item of a packed list", "1A 02 01 02", "1A 03 01 07 02", "t.T", ["added p[1]:  → 7"]],
    ["a field of a message", "22 02 08 01", "22 02 08 02", "t.T", ["changed m.a: 1 → 2"]],
    [
      "the value of a map key",
      "42 05 0A 01 61 10 01",
      "42 05 0A 01 61 10 02",
      "t.T",
      ["changed mp.a: 1 → 2"],
    ],
    ["another member of a oneof", "48 01", "52 01 61", "t.T", ['added y:  → "a"', "removed x: 1 → "]],
    ["a duplicate that is lost", "08 05", "08 01 08 05", "t.T", []],
    ["messages that merge", "22 04 08 01 30 01", "22 02 08 01 22 02 30 01", "t.T", []],
  ])("tell %s", async (_name, before, after, typeName, expected) => {
    const { fields, sameMeaning } = await diff(before, after, typeName);
    const told = fields.map(
      ({ kind, path, before: was, after: is, note }) =>
        `${kind} ${path}: ${was} → ${is}${note === "" ? "" : ` (${note})`}`,
    );
    expect(told.sort()).toEqual([...expected].sort());
    expect(sameMeaning).toBe(fields.every(({ kind }) => kind === "encoding"));
  });

  it.each([
    ["the same", "08 01", "08 01", "same 0:2/0:2"],
    ["a byte", "08 01 10 02", "08 01 10 03", "same 0:3/0:3 · changed 3:4/3:4"],
    ["an insertion", "08 01 18 02", "08 01 10 05 18 02", "same 0:2/0:2 · added 2:2/2:4 · same 2:4/4:6"],
    ["a removal at the end", "08 01 10 05", "08 01", "same 0:2/0:2 · removed 2:4/2:2"],
    ["everything", "08 01", "1A 00", "changed 0:2/0:2"],
  ])("align bytes: %s", async (_name, before, after, expected) => {
    const { runs, identical } = await diff(before, after);
    const told = runs.map(
      (run) => `${run.kind} ${run.before.start}:${run.before.end}/${run.after.start}:${run.after.end}`,
    );
    expect(told.join(" · ")).toBe(expected);
    expect(identical).toBe(before === after);
  });
});
