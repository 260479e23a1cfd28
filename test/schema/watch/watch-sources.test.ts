import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SchemaSource } from "../../../core/contract/params.ts";
import { type SourceWatch, watchSources } from "../../../core/schema/watch/watch-sources.ts";
import { watchedPaths } from "../../../core/schema/watch/watched-paths.ts";
import { writeTree } from "../support/protoc.ts";

let folder: string;
let watch: SourceWatch | undefined;
beforeEach(() => {
  folder = writeTree({ "a.proto": "1", "sub/b.proto": "1", "set.binpb": "1", "notes.txt": "1" });
});
afterEach(async () => {
  await watch?.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);
const proto = (files: readonly string[], importPaths: readonly string[] = []): SchemaSource => ({
  kind: "proto",
  files: files.map(at),
  importPaths: importPaths.map(at),
});

/** Starts a watch, waits until it watches, and answers with what it tells. */
async function start(...sources: readonly SchemaSource[]) {
  const told: (readonly string[])[] = [];
  watch = watchSources(sources, {
    onChange: (files) => told.push(files),
    onFault: (reason) => told.push([reason]),
  });
  await watch?.ready;
  return told;
}

describe("watched sources", () => {
  it.each<[string, () => void, readonly string[]]>([
    ["a change of the file", () => writeFileSync(at("a.proto"), "2"), ["a.proto"]],
    ["a change of what it may import", () => writeFileSync(at("sub/b.proto"), "2"), ["sub/b.proto"]],
    ["a new file", () => writeFileSync(at("sub/new.proto"), "2"), ["sub/new.proto"]],
    ["a file that goes", () => rmSync(at("sub/b.proto")), ["sub/b.proto"]],
    [
      "a file that an editor replaces",
      () => {
        writeFileSync(at("other"), "2");
        renameSync(at("other"), at("a.proto"));
      },
      ["a.proto"],
    ],
  ])("tell %s", async (_, change, files) => {
    const told = await start(proto(["a.proto"]));
    change();
    await vi.waitFor(() => expect(told.flat()).toEqual(files.map(at)), { timeout: 5_000 });
  });

  it("tell a descriptor set", async () => {
    const told = await start({ kind: "descriptor-set", file: at("set.binpb") });
    writeFileSync(at("set.binpb"), "2");
    await vi.waitFor(() => expect(told.flat()).toEqual([at("set.binpb")]), { timeout: 5_000 });
  });

  it("tell many changes at once, and none of other files", async () => {
    const told = await start(proto(["a.proto"]));
    writeFileSync(at("notes.txt"), "2");
    mkdirSync(at("node_modules"));
    writeFileSync(at("node_modules/c.proto"), "2");
    for (let index = 0; index < 20; index += 1) writeFileSync(at(`sub/n${index}.proto`), "2");
    await vi.waitFor(() => expect(told.flat()).toHaveLength(20), { timeout: 5_000 });
    expect(told.length).toBeLessThan(20);
  });

  it("tell nothing once they are closed", async () => {
    const told = await start(proto(["a.proto"]));
    writeFileSync(at("a.proto"), "2");
    await watch?.close();
    await setTimeout(400);
    expect(told).toEqual([]);
  });

  it.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ["a file and its folder", ["a.proto"], [], ["a.proto", "."]],
    ["a file below an import folder", ["sub/b.proto"], ["sub"], ["sub", "sub/b.proto"]],
    ["a folder", ["sub"], [], ["sub"]],
  ])("are %s", (_, files, folders, paths) => {
    expect([...watchedPaths([proto(files, folders)])].sort()).toEqual(paths.map(at).sort());
  });

  it("are none that are not to be watched", () => {
    const source: SchemaSource = { kind: "proto", files: [at("a.proto")], importPaths: [], watch: false };
    expect(watchedPaths([source])).toEqual([]);
  });

  it("are none where there are no files", () => {
    const server = { target: "localhost:1", security: { mode: "auto" as const } };
    const listener = { onChange: () => undefined, onFault: () => undefined };
    expect(
      watchSources([{ kind: "reflection", server, metadata: [], version: "auto" }], listener),
    ).toBeUndefined();
  });
});
