import { expect, it } from "vitest";
import { createPageCache, PAGE_SIZE } from "../../../renderer/virtual/page-cache.ts";

function rowsOf(count: number) {
  const asked: string[] = [];
  const cache = createPageCache(async (start, end) => {
    asked.push(`${start}-${end}`);
    return Array.from({ length: Math.max(0, Math.min(end, count) - start) }, (_, index) => start + index);
  });
  return { cache, asked };
}
const arrival = () => new Promise((resolve) => setTimeout(resolve));

it("reads the pages that are looked at, each once", async () => {
  const { cache, asked } = rowsOf(1000);
  cache.ensure(100, 140);
  cache.ensure(0, 10);
  expect(cache.get(5)).toBeUndefined();
  await arrival();
  expect(asked).toEqual([`0-${PAGE_SIZE}`, `${PAGE_SIZE}-${2 * PAGE_SIZE}`]);
  expect([cache.get(5), cache.get(139), cache.get(2 * PAGE_SIZE)]).toEqual([5, 139, undefined]);
  expect(cache.revision.get()).toBe(2);
});

it("gives up the pages looked at longest ago", async () => {
  const { cache } = rowsOf(1_000_000);
  for (let page = 0; page < 80; page += 1) {
    cache.ensure(page * PAGE_SIZE, page * PAGE_SIZE + 1);
    await arrival();
  }
  expect([cache.get(0), cache.get(79 * PAGE_SIZE)]).toEqual([undefined, 79 * PAGE_SIZE]);
});

it("keeps why a page could not be read", async () => {
  const refusal = new Error("gone");
  const cache = createPageCache(() => Promise.reject(refusal));
  cache.ensure(0, 1);
  await arrival();
  expect([cache.failure(), cache.get(0), cache.revision.get()]).toEqual([refusal, undefined, 1]);
});
