import { describe, expect, it } from "vitest";
import { float64Column, uint32Column } from "../../core/recordings/columns.ts";

describe("a column", () => {
  it.each([0, 1, 16, 17, 65_535, 65_536, 65_537, 140_000])("holds %i numbers", (count) => {
    const column = uint32Column();
    for (let index = 0; index < count; index++) column.push(index * 3);
    expect(column.length).toBe(count);
    let wrong = 0;
    for (let index = 0; index < count; index++) if (column.get(index) !== index * 3) wrong++;
    expect([wrong, column.get(count)]).toEqual([0, 0]);
  });

  it("takes little for few numbers", () => {
    const before = process.memoryUsage().arrayBuffers;
    const columns = Array.from({ length: 1000 }, () => {
      const column = float64Column();
      column.push(0.5);
      return column;
    });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000);
    expect(columns.every((column) => column.get(0) === 0.5)).toBe(true);
  });
});
