import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { SmallFiles } from "../../core/collections/small-files.ts";

const folder = mkdtempSync(join(tmpdir(), "byteglass-small-"));
const file = join(folder, "a.yml");
writeFileSync(file, "a");
afterEach(() => vi.restoreAllMocks());
afterAll(() => rmSync(folder, { recursive: true }));

it("reads, and says what the file system says, on a quick disk and on a slow one", async () => {
  const files = new SmallFiles();
  // A clock on which each look takes 10 ms: every read is slow.
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += 10));
  for (let turn = 0; turn < 40; turn++) {
    expect((await files.read(file)).toString()).toBe("a");
    await expect(files.read(join(folder, "gone"))).rejects.toMatchObject({ code: "ENOENT" });
  }
  const before = now;
  await files.read(file);
  // The clock is not looked at any more: files are asked for through other threads.
  expect(now).toBe(before);
});

it("lets others have their turn", async () => {
  const files = new SmallFiles();
  let isHeard = false;
  setImmediate(() => {
    isHeard = true;
  });
  await files.breathe();
  expect(isHeard).toBe(false);
  let now = performance.now() + 1000;
  vi.spyOn(performance, "now").mockImplementation(() => now++);
  await files.breathe();
  expect(isHeard).toBe(true);
});
