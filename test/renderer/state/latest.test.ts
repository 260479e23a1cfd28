import { expect, it } from "vitest";
import { onePerKey } from "../../../renderer/state/latest.ts";

it("does what was asked for meanwhile once more, and never twice at a time", async () => {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const read = onePerKey(async (key) => {
    begun.push(key);
    await new Promise<void>((resolve) => ends.push(resolve));
  });
  const first = read("a");
  const others = [read("a"), read("a"), read("a")];
  const other = read("b");
  expect(begun).toEqual(["a", "b"]);
  ends[0]?.();
  await first;
  await Promise.resolve();
  await new Promise((resolve) => setTimeout(resolve));
  expect(begun).toEqual(["a", "b", "a"]);
  for (const end of ends) end();
  await Promise.all([...others, other]);
  const later = read("a");
  expect(begun).toEqual(["a", "b", "a", "a"]);
  ends.at(-1)?.();
  await later;
});

it("goes on after a turn that failed", async () => {
  let turns = 0;
  const read = onePerKey(async () => {
    turns++;
    if (turns === 1) throw new Error("no");
  });
  const [first, second] = [read("a"), read("a")];
  await expect(first).rejects.toThrow("no");
  await second;
  expect(turns).toBe(2);
});
