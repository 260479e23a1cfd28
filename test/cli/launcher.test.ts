import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { type Outcome, runByteglass } from "./run-byteglass.ts";

beforeAll(ensureBuilt);

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-cache-"));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const words = ["inspect", "--hex", "08 96 01", "--json"];

function run(cache = folder): Promise<Outcome> {
  return runByteglass(words, { env: { BYTEGLASS_CACHE: cache } });
}

async function cacheFile(): Promise<string> {
  const [build = ""] = await readdir(folder);
  return join(folder, build, "inspect.cache");
}

describe("the code cache", () => {
  it("is written by the first run, used by the next, and changes nothing", async () => {
    const first = await run();
    const file = await cacheFile();
    const written = await readFile(file);
    const second = await run();
    expect(second).toEqual(first);
    expect(first.exit).toBe(0);
    expect(await readFile(file)).toEqual(written);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it.each([
    ["a bit is flipped in it", (bytes: Buffer) => bytes.fill(bytes.readUInt8(70_000) ^ 1, 70_000, 70_001)],
    ["half of it is zeros", (bytes: Buffer) => bytes.fill(0, bytes.length >> 1)],
    ["it is cut", (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ["it is empty", (bytes: Buffer) => bytes.subarray(0, 0)],
    ["it is something else", () => Buffer.from("not a cache\n")],
  ])("is left aside and written anew when %s", async (_, damage) => {
    const first = await run();
    const file = await cacheFile();
    const good = await readFile(file);
    const damaged = damage(Buffer.from(good));
    expect(damaged.equals(good)).toBe(false);
    await writeFile(file, damaged);
    expect(await run()).toEqual(first);
    expect((await readFile(file)).equals(damaged)).toBe(false);
  });

  it("is done without where it cannot be written", async () => {
    const first = await run();
    const file = join(folder, "file");
    await writeFile(file, "");
    expect(await run(file)).toEqual(first);
    expect(await run("")).toEqual(first);
  });

  it("is left where the user keeps caches", async () => {
    const env = { BYTEGLASS_CACHE: undefined, XDG_CACHE_HOME: folder, HOME: folder };
    expect((await runByteglass(words, { env })).exit).toBe(0);
    if (process.platform === "linux") expect(existsSync(join(folder, "byteglass", "cli"))).toBe(true);
  });

  it("keeps the caches of four builds at most", async () => {
    for (const build of ["a", "b", "c", "d", "e"]) {
      await writeFile(join(folder, build), "");
    }
    await run();
    expect((await readdir(folder)).length).toBe(4);
  });
});
