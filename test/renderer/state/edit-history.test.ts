import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyPatches } from "../../../core/edit/patch.ts";
import {
  addStep,
  changedCount,
  changedSpans,
  type EditHistory,
  moveInHistory,
  NO_EDITS,
  patchesOf,
} from "../../../renderer/state/edit-history.ts";

const patch = (start: number, end: number, ...bytes: number[]) => ({
  start,
  end,
  bytes: Uint8Array.from(bytes),
});
const history = (...steps: ReturnType<typeof patch>[][]): EditHistory =>
  steps.reduce((now, patches) => addStep(now, "edit", patches), NO_EDITS);

describe("a history of edits", () => {
  it("goes back and forth, and gives up what was undone when another edit comes", () => {
    const two = history([patch(0, 1, 9)], [patch(1, 2, 8)]);
    const back = moveInHistory(two, -1);
    expect(back.steps.slice(0, back.at).map(patchesOf)).toEqual([[patch(0, 1, 9)]]);
    expect(moveInHistory(back, 1)).toEqual(two);
    expect(moveInHistory(two, 1)).toBe(two);
    expect(moveInHistory(NO_EDITS, -1)).toBe(NO_EDITS);
    expect(addStep(back, "other", [patch(3, 3, 7)])).toMatchObject({
      at: 2,
      steps: [{}, { title: "other" }],
    });
  });

  it.each([
    ["one byte", history([patch(2, 3, 1)]), [{ start: 2, end: 3 }], 1],
    ["an insertion", history([patch(2, 2, 1, 2)]), [{ start: 2, end: 4 }], 2],
    ["a removal", history([patch(2, 5)]), [{ start: 2, end: 2 }], 1],
    [
      "two patches of one step",
      history([patch(1, 2, 1, 2), patch(4, 5, 3)]),
      [
        { start: 1, end: 3 },
        { start: 5, end: 6 },
      ],
      3,
    ],
    [
      "an insertion before another edit",
      history([patch(4, 5, 1)], [patch(0, 0, 7, 7)]),
      [
        { start: 0, end: 2 },
        { start: 6, end: 7 },
      ],
      3,
    ],
    ["an edit of an edit", history([patch(2, 4, 1, 1, 1)], [patch(3, 4, 5)]), [{ start: 2, end: 5 }], 3],
  ] as const)("marks what %s changed", (_, edits, spans, count) => {
    expect(changedSpans(edits)).toEqual(spans);
    expect(changedCount(changedSpans(edits))).toBe(count);
  });

  it("marks every byte that differs, whatever the edits", () => {
    const edit = fc.tuple(fc.nat(60), fc.nat(6), fc.uint8Array({ maxLength: 6 }));
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.array(edit, { maxLength: 6 }),
        (bytes, edits) => {
          let now: Uint8Array = bytes;
          let kept = NO_EDITS;
          // What each byte was: its offset before all edits, or −1 for one that an edit brought.
          let origin = Array.from(bytes, (_, index) => index);
          for (const [at, length, put] of edits) {
            const start = at % (now.length + 1);
            const end = Math.min(now.length, start + length);
            const patches = [{ start, end, bytes: put }];
            kept = addStep(kept, "edit", patches);
            now = applyPatches(now, patches);
            origin = [...origin.slice(0, start), ...Array.from(put, () => -1), ...origin.slice(end)];
          }
          const spans = changedSpans(kept);
          for (const [offset, was] of origin.entries()) {
            if (was < 0) expect(spans.some(({ start, end }) => start <= offset && offset < end)).toBe(true);
          }
          expect(kept.steps.map(patchesOf).reduce(applyPatches, bytes)).toEqual(now);
        },
      ),
    );
  });
});
