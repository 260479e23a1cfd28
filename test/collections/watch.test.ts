import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Watcher, watchFolder } from "../../core/collections/watch.ts";

let folder: string;
let watcher: Watcher;
const told = new Set<string>();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-watch-"));
  await mkdir(join(folder, "sub", "deep"), { recursive: true });
  await mkdir(join(folder, "node_modules"));
  told.clear();
  watcher = await watchFolder(folder, (files) => {
    for (const file of files) told.add(relative(folder, file));
  });
});
afterEach(async () => {
  await watcher.close();
  await rm(folder, { recursive: true, force: true });
});

const isTold = (name: string) => vi.waitFor(() => expect([...told]).toContain(name), { timeout: 5000 });

it("tells of files that come, change and go, at any depth", async () => {
  const name = join("sub", "deep", "say.yml");
  const file = join(folder, name);
  await writeFile(file, "a");
  await isTold(name);
  told.clear();
  await writeFile(file, "b");
  await isTold(name);
  told.clear();
  await writeFile(join(folder, "sub", "new"), "c");
  await rename(join(folder, "sub", "new"), file);
  await isTold(name);
  told.clear();
  await rm(file);
  await isTold(name);
});

it("tells of what is in a folder that came, moved, or came again", async () => {
  for (const round of ["first", "second"]) {
    await mkdir(join(folder, "came", "inner"), { recursive: true });
    await writeFile(join(folder, "came", "inner", `${round}.yml`), "a");
    await isTold(join("came", "inner", `${round}.yml`));
    await rename(join(folder, "came"), join(folder, `moved-${round}`));
    await isTold(join(`moved-${round}`, "inner", `${round}.yml`));
    told.clear();
    await writeFile(join(folder, `moved-${round}`, "inner", `${round}.yml`), "b");
    await isTold(join(`moved-${round}`, "inner", `${round}.yml`));
  }
});

it("passes over hidden files and what is half written, and is quiet once closed", async () => {
  await writeFile(join(folder, "node_modules", "x.yml"), "a");
  await writeFile(join(folder, ".hidden.yml"), "a");
  await writeFile(join(folder, "x.byteglass-tmp"), "a");
  await writeFile(join(folder, ".env"), "a");
  await isTold(".env");
  expect([...told]).toEqual([".env"]);
  await watcher.close();
  await writeFile(join(folder, "late.yml"), "a");
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect([...told]).toEqual([".env"]);
});
