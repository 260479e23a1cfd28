import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseCollection, parseFolder } from "@usebruno/filestore";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { SavedRequest } from "../../core/contract/collections.ts";
import type { EngineEvent } from "../../core/contract/views.ts";
import { createEngine, type RunningEngine } from "../../core/engine.ts";

let folder: string;
let engine: RunningEngine;
let events: EngineEvent[];
beforeEach(async () => {
  events = [];
  folder = await mkdtemp(join(tmpdir(), "byteglass-items-"));
  engine = createEngine({ stateDirectory: join(folder, "state"), onEvent: (event) => events.push(event) });
  await engine.createItem({ folder: join(folder, "c"), name: "My API", item: { kind: "collection" } });
});
afterEach(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

const request: SavedRequest = { name: "", target: "a:1", method: "p.S/M", metadata: [], messages: [] };
const add = (name: string, into = join(folder, "c")) =>
  engine.createItem({ folder: into, name, item: { kind: "request", request } });
const addFolder = (name: string, into = join(folder, "c")) =>
  engine.createItem({ folder: into, name, item: { kind: "folder" } });

async function ids(): Promise<readonly string[]> {
  return (await engine.openCollection({ path: join(folder, "c") })).items.map(({ id }) => id);
}

describe("the tree", () => {
  it("is one that Bruno reads", async () => {
    await addFolder("sub");
    const text = (name: string) => readFile(join(folder, "c", name), "utf8");
    expect(parseCollection(await text("opencollection.yml"), { format: "yml" })).toMatchObject({
      brunoConfig: { name: "My API" },
    });
    expect(parseFolder(await text("sub/folder.yml"), { format: "yml" })).toMatchObject({
      meta: { name: "sub", seq: 1 },
    });
  });

  it("keeps the order in which things were made, folders first", async () => {
    for (const name of ["zeta", "alpha", "con", "a/b:c"]) await add(name);
    await addFolder("sub");
    await add("inner", join(folder, "c", "sub"));
    expect(await ids()).toEqual([
      "sub",
      "sub/inner.yml",
      "zeta.yml",
      "alpha.yml",
      "con item.yml",
      "a-b-c.yml",
    ]);
  });

  it("moves, and touches only files whose place is another", async () => {
    for (const name of ["a", "b", "c", "d"]) await add(name);
    const at = (name: string) => join(folder, "c", name);
    const before = await readFile(at("a.yml"), "utf8");
    await engine.moveItem({ path: at("d.yml"), folder: at(""), before: at("b.yml") }).catch(() => undefined);
    await engine.moveItem({ path: at("d.yml"), folder: join(folder, "c"), before: at("b.yml") });
    expect(await ids()).toEqual(["a.yml", "d.yml", "b.yml", "c.yml"]);
    expect(await readFile(at("a.yml"), "utf8")).toBe(before);
    const { path } = await addFolder("sub");
    expect(await engine.moveItem({ path: at("b.yml"), folder: path })).toEqual({ path: join(path, "b.yml") });
    expect(await ids()).toEqual(["sub", "sub/b.yml", "a.yml", "d.yml", "c.yml"]);
    await expect(engine.moveItem({ path, folder: join(path, "deeper") })).rejects.toMatchObject({
      code: "usage",
    });
  });

  it("renames files with what they are named by, and never over another", async () => {
    await add("a");
    await add("b");
    const { path } = await engine.renameItem({ path: join(folder, "c", "a.yml"), name: "B" });
    expect(path).toBe(join(folder, "c", "B 2.yml"));
    expect((await engine.readRequest({ file: path })).request?.name).toBe("B");
    const sub = await addFolder("sub");
    expect(await engine.renameItem({ path: sub.path, name: "other" })).toEqual({
      path: join(folder, "c", "other"),
    });
    await engine.renameItem({ path: join(folder, "c"), name: "Renamed" });
    expect((await engine.openCollection({ path: join(folder, "c") })).name).toBe("Renamed");
  });

  it("copies an item behind itself and takes one away so that it can be found again", async () => {
    await add("a");
    await add("b");
    const { path } = await engine.duplicateItem({ path: join(folder, "c", "a.yml") });
    expect(await ids()).toEqual(["a.yml", "a copy.yml", "b.yml"]);
    expect((await engine.readRequest({ file: path })).request?.name).toBe("a copy");
    const text = await readFile(path, "utf8");
    const removed = await engine.removeItem({ path });
    expect(await ids()).toEqual(["a.yml", "b.yml"]);
    expect(await readFile(removed.path, "utf8")).toBe(text);

    const refused = [
      [join(removed.path, "..", ".."), path, "usage"],
      [join(folder, "c", "a.yml"), path, "usage"],
      [removed.path, join(folder, "c", "a.yml"), "file-unwritable"],
    ] as const;
    for (const [kept, to, code] of refused)
      await expect(engine.restoreItem({ kept, path: to })).rejects.toMatchObject({ code });
    await engine.restoreItem({ kept: removed.path, path });
    expect(await readFile(path, "utf8")).toBe(text);
    await expect(engine.restoreItem({ kept: removed.path, path })).rejects.toMatchObject({
      code: "file-unwritable",
    });
    await engine.removeItem({ path });
  });

  it("tells outside edits while it is watched", async () => {
    const path = join(folder, "c");
    await engine.openCollection({ path, watch: true });
    const file = join(path, "outside.yml");
    await expect
      .poll(
        async () => {
          await writeFile(file, `info:\n  name: ${Math.random()}\n  type: grpc\n`);
          return events.some((event) => event.kind === "collection" && event.files.includes(file));
        },
        { timeout: 5000 },
      )
      .toBe(true);
    expect(await readdir(path)).toContain("outside.yml");
  });

  it("tells no outside edits once it is closed, and reads it all the same", async () => {
    const path = join(folder, "c");
    await engine.openCollection({ path, watch: true });
    await engine.closeCollection({ path });
    const before = events.length;
    await writeFile(join(path, "late.yml"), "info:\n  name: late\n  type: grpc\n");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(events.slice(before).filter(({ kind }) => kind === "collection")).toEqual([]);
    expect(await ids()).toContain("late.yml");
    await engine.closeCollection({ path });
  });
});
