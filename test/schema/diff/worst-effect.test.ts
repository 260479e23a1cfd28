import { expect, it } from "vitest";
import { ChangeList } from "../../../core/schema/diff/change-list.ts";
import { breaking, compatible, lossy } from "../../../core/schema/diff/effect.ts";
import { countChanges } from "../../../core/schema/diff/worst-effect.ts";

it("counts by the worse side, and what a list left out by the worst of it", () => {
  const list = new ChangeList(3);
  const about = { symbol: "p.M.f", subject: "field" } as const;
  const add = (wire = compatible(""), json = compatible("")) =>
    list.add(about, "option", ["", ""], { wire, json });
  add();
  add(lossy(""));
  add(lossy(""), breaking(""));
  for (let more = 0; more < 100_000; more += 1) add();
  add(compatible(""), lossy(""));
  const changes = list.list();
  expect(changes).toHaveLength(4);
  expect(countChanges(changes)).toEqual({ all: 100_004, breaking: 1, lossy: 100_002, compatible: 1 });
});
