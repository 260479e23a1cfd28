import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createBoundedStore } from "../../core/engine/bounded-store.ts";

/** Runs `a5` (add a with weight 5), `?a` (read a), `-a` (delete a) and answers what is left, oldest first. */
function play(script: string, maximumCount = 3, maximumWeight = 10): string {
  const released: string[] = [];
  const store = createBoundedStore<string>({ maximumCount, maximumWeight }, (value) => released.push(value));
  const known = new Set<string>();
  for (const step of script.split(" ")) {
    const id = step.replace(/[^a-z]/g, "");
    known.add(id);
    if (step.startsWith("?")) store.get(id);
    else if (step.startsWith("-")) store.delete(id);
    else store.add(id, id, Number(step.slice(1)));
  }
  const kept = [...known].filter((id) => !released.includes(id));
  return `${kept.join("")} weight ${store.weight} released ${released.join("")}`;
}

describe("a bounded store", () => {
  it.each([
    ["a1 b1 c1", "abc weight 3 released "],
    ["a1 b1 c1 d1", "bcd weight 3 released a"],
    ["a1 b1 c1 ?a d1", "acd weight 3 released b"],
    ["a5 b5 c1", "bc weight 6 released a"],
    ["a1 b99", "b weight 99 released a"],
    ["a99", "a weight 99 released "],
    ["a99 b1", "b weight 1 released a"],
    ["a1 -a", " weight 0 released a"],
    ["a1 -b", "ab weight 1 released "],
  ])("%s leaves %s", (script, expected) => {
    expect(play(script)).toBe(expected);
  });

  it("holds its bounds whatever is added, but for the youngest alone", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 20 }))),
        (adds) => {
          const store = createBoundedStore<number>({ maximumCount: 4, maximumWeight: 25 });
          for (const [id, weight] of adds) {
            store.add(String(id), id, weight);
            expect(store.count).toBeLessThanOrEqual(4);
            expect(store.weight).toBeLessThanOrEqual(25);
            expect(store.get(String(id))).toBe(id);
          }
          store.clear();
          expect([store.count, store.weight]).toEqual([0, 0]);
        },
      ),
    );
  });
});
