import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadScript } from "./load.ts";

const { isStale, touch } = await loadScript<{
  isStale(stamp: string, sources: readonly string[]): boolean;
  touch(stamp: string, startedAt: number): Promise<void>;
}>("build/stale.mjs");

let folder: string;
const at = (name: string) => join(folder, name);
const HOUR_AGO = Date.now() - 3_600_000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "byteglass-stale-"));
  mkdirSync(at("source/deep"), { recursive: true });
  writeFileSync(at("source/deep/a.ts"), "");
  for (const name of ["source/deep/a.ts", "source/deep", "source"]) {
    utimesSync(at(name), new Date(HOUR_AGO), new Date(HOUR_AGO));
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("is stale until it was built, and after a change, an addition or a removal", async () => {
  const stamp = at("built/part");
  const stale = () => isStale(stamp, [at("source"), at("absent")]);
  const seen = [stale()];
  const rebuild = () => touch(stamp, Date.now() + 1000);
  const soon = new Date(Date.now() + 10_000);

  await rebuild();
  seen.push(stale());
  utimesSync(at("source/deep/a.ts"), soon, soon);
  seen.push(stale());
  rmSync(at("source/deep/a.ts"));
  utimesSync(at("source/deep"), soon, soon);
  seen.push(stale());
  expect(seen).toEqual([true, false, true, true]);
});

it("stays stale when a source changed while it was built", async () => {
  await touch(at("built/part"), HOUR_AGO - 1000);
  expect(isStale(at("built/part"), [at("source")])).toBe(true);
});
