import { describe, expect, it } from "vitest";
import type { AtomKind, HexAtom, HexRow, WireTypeName } from "../../../core/contract/views.ts";
import {
  damagedSpans,
  formatOffset,
  halves,
  hexCells,
  offsetDigits,
  type RowBytes,
  rowBytesIn,
} from "../../../renderer/hex/cells.ts";
import { moveCaret } from "../../../renderer/hex/moves.ts";

const atom = (start: number, end: number, kind: AtomKind, wireType?: WireTypeName): HexAtom => ({
  start,
  end,
  kind,
  record: 0,
  ...(wireType === undefined ? {} : { wireType }),
});
// 08 96 01 | 12 02 48 20 | 15 …: the float's bytes reach past the row's end.
const row: HexRow = {
  offset: 16,
  bytes: Uint8Array.of(0x08, 0x96, 0x01, 0x12, 0x02, 0x48, 0x20, 0x15, 0x00),
  atoms: [
    atom(16, 17, "tag", "VARINT"),
    atom(17, 19, "varint", "VARINT"),
    atom(19, 20, "tag", "LEN"),
    atom(20, 21, "length", "LEN"),
    atom(21, 23, "text", "LEN"),
    atom(23, 24, "gap"),
    atom(24, 28, "fixed32", "I32"),
  ],
};

describe("the cells of a hex row", () => {
  const cells = hexCells(row, { start: 20, end: 22 }, [{ start: 20, end: 22 }]);
  it("say what each byte is", () =>
    expect(
      cells.map(({ offset, digits, glyph, className }) => `${offset} ${digits} ${glyph} ${className}`),
    ).toEqual([
      "16 08 · byte tag varint",
      "17 96 · byte value varint",
      "18 01 · byte value varint",
      "19 12 · byte tag len",
      "20 02 · byte length len",
      "21 48 H byte gap",
      "22 20   byte value len",
      "23 15 · byte gap",
      "24 00 · byte value i32",
    ]));
  it("are selected by document offset", () =>
    expect(cells.filter((cell) => cell.selected).map((cell) => cell.offset)).toEqual([20, 21]));
  it("need no atoms", () => expect(hexCells({ ...row, atoms: [] }, undefined)[0]?.className).toBe("byte"));
});

describe("a row of 16 bytes as rows of 8", () => {
  it("shares out the bytes, and what reaches over the middle to both", () => {
    const offsets = Array.from({ length: 16 }, (_, at) => at + 16);
    const whole = {
      offset: 16,
      bytes: Uint8Array.from(offsets),
      atoms: [
        atom(15, 18, "varint"),
        atom(18, 23, "text"),
        atom(23, 24, "gap"),
        atom(24, 25, "tag"),
        atom(25, 40, "text"),
      ],
    };
    const reaching = { ...whole, atoms: [atom(20, 30, "bytes")] };
    const told = (one: HexRow) =>
      halves(one).map(({ offset, bytes, atoms }) => [offset, [...bytes], atoms.map(({ start }) => start)]);
    expect(told(whole)).toEqual([
      [16, offsets.slice(0, 8), [15, 18, 23]],
      [24, offsets.slice(8), [24, 25]],
    ]);
    expect(told(reaching).map(([, , starts]) => starts)).toEqual([[20], [20]]);
  });
  it.each([
    [1, [1]],
    [8, [8]],
    [9, [8, 1]],
  ])("makes no empty row of %i bytes", (length, lengths) =>
    expect(
      halves({ offset: 0, bytes: new Uint8Array(length), atoms: [] }).map(({ bytes }) => bytes.length),
    ).toEqual(lengths),
  );
});

it.each([
  [0, 4, 16],
  [360, 4, 8],
  [586, 4, 8],
  [587, 6, 16],
  [587, 7, 8],
  [594, 7, 16],
  [594, 8, 8],
])("a pane %i px wide with offsets of %i digits has %i bytes a row", (width, digits, bytes) =>
  expect(rowBytesIn(width, digits)).toBe(bytes),
);

it.each([
  [0, 4],
  [0x10000, 4],
  [0x10001, 5],
  [64 * 1024 * 1024, 7],
])("offsets of %i bytes have %i digits", (length, digits) => expect(offsetDigits(length)).toBe(digits));
it("writes offsets with leading zeros", () => expect(formatOffset(0x1c, 4)).toBe("001c"));
it("hatches what errors point at", () =>
  expect(
    damagedSpans([
      { code: "a", severity: "error", message: "", bytes: { start: 1, end: 3 } },
      { code: "b", severity: "warning", message: "", bytes: { start: 4, end: 5 } },
      { code: "c", severity: "error", message: "" },
    ]),
  ).toEqual([{ start: 1, end: 3 }]));

describe("the caret", () => {
  const at = (offset: number, rowBytes: RowBytes = 16) => ({
    offset,
    byteLength: 40,
    rowBytes,
    pageRows: 10,
  });
  const press = (key: string, altKey = false, ctrlKey = false) => ({ key, altKey, ctrlKey });
  it.each([
    ["left", at(5), press("ArrowLeft"), 4],
    ["left at the start", at(0), press("ArrowLeft"), 0],
    ["right at the end", at(39), press("ArrowRight"), 39],
    ["down", at(5), press("ArrowDown"), 21],
    ["down a narrow row", at(5, 8), press("ArrowDown"), 13],
    ["up a narrow row", at(13, 8), press("ArrowUp"), 5],
    ["home of a narrow row", at(13, 8), press("Home"), 8],
    ["end of a narrow row", at(13, 8), press("End"), 15],
    ["down from the last row", at(39), press("ArrowDown"), 39],
    ["up from the first row", at(5), press("ArrowUp"), 5],
    ["page down", at(5), press("PageDown"), 39],
    ["page up", at(37), press("PageUp"), 5],
    ["home", at(21), press("Home"), 16],
    ["end", at(21), press("End"), 31],
    ["to the start", at(21), press("Home", false, true), 0],
    ["to the end", at(21), press("End", false, true), 39],
    ["to the next atom", at(17), press("ArrowRight", true), 19],
    ["to the atom before", at(19), press("ArrowLeft", true), 17],
    ["past the last atom that is known", at(24), press("ArrowRight", true), undefined],
    ["nowhere by a letter", at(5), press("x"), undefined],
    ["nowhere in nothing", { ...at(0), byteLength: 0 }, press("ArrowRight"), undefined],
  ])("moves %s", (_, caret, key, target) => expect(moveCaret(caret, key, row.atoms)).toBe(target));
});
