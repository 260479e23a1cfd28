import { describe, expect, it } from "vitest";
import { readByteSize, readTime, sizeText } from "../../../renderer/connection/units.ts";
import { timeText } from "../../../renderer/format/time-text.ts";

describe("sizes and times", () => {
  it.each([
    ["4 MB", 4_000_000, "4 MB"],
    ["64MiB", 67_108_864, "64 MiB"],
    ["1999", 1999, "1999 B"],
    ["0", undefined, ""],
    ["5 GB", undefined, ""],
    ["much", undefined, ""],
  ])("%s is %s bytes", (text, bytes, shown) => {
    expect(readByteSize(text)).toBe(bytes);
    if (bytes !== undefined) expect(sizeText(bytes)).toBe(shown);
  });
  it.each([
    ["30", 30_000, "30 s"],
    ["250 ms", 250, "250 ms"],
    ["2 min", 120_000, "120 s"],
    ["soon", undefined, ""],
  ])("%s is %s ms", (text, milliseconds, shown) => {
    expect(readTime(text)).toBe(milliseconds);
    if (milliseconds !== undefined) expect(timeText(milliseconds)).toBe(shown);
  });
});
