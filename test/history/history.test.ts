import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HistoryEntry } from "../../core/contract/history.ts";
import { History } from "../../core/history/history.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-history-"));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((history) => history.settle().catch(() => undefined)));
  await rm(folder, { recursive: true, force: true });
});

const opened: History[] = [];
function open(...given: ConstructorParameters<typeof History>): History {
  const history = new History(...given);
  opened.push(history);
  return history;
}

const bounds = { segment: 400, total: 1500 };

function entry(id: string): HistoryEntry {
  return {
    id,
    startedAt: "2026-01-01T00:00:00.000Z",
    method: "p.S/M",
    target: "a:1",
    channel: "grpc",
    statusCode: 0,
    duration: 1,
    sentCount: 1,
    receivedCount: 1,
    requestByteLength: 1,
    responseByteLength: 1,
    name: "",
    environment: "",
  };
}

const list = async (history: History, query = "", pinned = false) =>
  (await history.list({ query, start: 0, end: 100, pinned })).entries.map(({ id }) => id);

async function filled(count: number, limits = { segment: 400, total: 1_000_000 }): Promise<History> {
  const history = open(folder, limits);
  for (let index = 0; index < count; index++) {
    await history.add(entry(`c${index}`), [`word${index} common`], `{"details": ${index}}`);
  }
  return history;
}

describe("a history", () => {
  it("lists the newest first and finds by all words, in this session and the next", async () => {
    const history = await filled(5);
    for (const each of [history, open(folder, bounds)]) {
      expect(await list(each)).toEqual(["c4", "c3", "c2", "c1", "c0"]);
      expect(await list(each, "COMMON word3")).toEqual(["c3"]);
      expect(await list(each, "word3 word4")).toEqual([]);
      expect((await each.read("c2")).details.trim()).toBe('{"details": 2}');
      expect((await each.list({ query: "common", start: 1, end: 3 })).total).toBe(5);
    }
  });

  it("keeps what was whole when a crash cut the files short", async () => {
    await filled(3);
    const names = (await readdir(join(folder, "history"))).sort();
    const last = (ending: string) =>
      join(folder, "history", names.filter((name) => name.endsWith(ending)).at(-1) ?? "");
    await appendFile(last(".index"), 'cut short\t[{"id": "cut');
    expect(await list(open(folder, bounds))).toEqual(["c2", "c1", "c0"]);
    const { length } = await readFile(last(".calls"));
    await truncate(last(".calls"), length - 3);
    const history = open(folder, bounds);
    expect(await list(history)).toEqual(["c1", "c0"]);
    await history.add(entry("after"), ["x"], "{}");
    expect(await list(open(folder, bounds))).toEqual(["after", "c1", "c0"]);
  });

  it("lets the oldest go when it is too large, but for those that are pinned", async () => {
    const history = await filled(2);
    await history.pin("c0", "Keep me");
    const bounded = open(folder, bounds);
    for (let index = 10; index < 30; index++) await bounded.add(entry(`c${index}`), ["x"], "y".repeat(100));
    const ids = await list(bounded);
    expect(ids).toContain("c29");
    expect(ids).toContain("c0");
    expect(ids).not.toContain("c10");
    expect(await list(bounded, "keep", true)).toEqual(["c0"]);
    await expect(bounded.read("c10")).rejects.toMatchObject({ code: "not-found" });
    await bounded.clear();
    expect(await list(bounded)).toEqual(["c0"]);
    await bounded.pin("c0", undefined);
    expect(await list(bounded)).toEqual([]);
  });

  it("passes over lines that are none, so that pages stay in step with the total", async () => {
    const history = await filled(4, { segment: 100_000, total: 1_000_000 });
    await history.settle();
    const [name = ""] = (await readdir(join(folder, "history"))).filter((each) => each.endsWith(".index"));
    const file = join(folder, "history", name);
    const [first = "", second = "", third = "", ...rest] = (await readFile(file, "utf8")).split("\n");
    await writeFile(
      file,
      [first, "garbage", second.slice(0, 30), "", third, "a\t[1, 2]", ...rest].join("\n"),
    );
    const again = open(folder, bounds);
    expect(await list(again)).toEqual(["c3", "c2", "c0"]);
    expect(await again.list({ query: "", start: 1, end: 3 })).toMatchObject({
      total: 3,
      entries: [{ id: "c2" }, { id: "c0" }],
    });
    expect((await again.read("c2")).details.trim()).toBe('{"details": 2}');
  });

  it("finds only in what is searched, whatever else a line has", async () => {
    const history = await filled(3);
    for (const query of ["startedat", "channel", "2026", '"', "\t", "[{"]) {
      expect(await list(history, query), query).toEqual(query === "\t" ? ["c2", "c1", "c0"] : []);
    }
    await history.add(entry("odd"), ['Tabs\tand "quotes"\n\\ ÄÖ \u0000'], "{}");
    for (const each of [history, open(folder)]) {
      for (const query of ["tabs and", '"quotes"', "\\", "äö"])
        expect(await list(each, query), query).toEqual(["odd"]);
      expect(await list(each, "tabs word1")).toEqual([]);
    }
  });

  it("answers the same pages as the whole, and follows calls that come between", async () => {
    const history = await filled(30);
    const all = await list(history, "common");
    const paged: string[] = [];
    for (let start = 0; start < 35; start += 4) {
      const { entries, total } = await history.list({ query: "common", start, end: start + 4 });
      paged.push(...entries.map(({ id }) => id));
      expect(total).toBe(30);
    }
    expect(paged).toEqual(all);
    await history.add(entry("next"), ["common"], "{}");
    expect(await list(history, "common")).toEqual(["next", ...all]);
  });

  it("writes calls that end at once together, in their order, across pairs of files", async () => {
    const history = open(folder, { segment: 400, total: 1_000_000 });
    const ids = Array.from({ length: 50 }, (_, index) => `c${index}`);
    await Promise.all(ids.map((id) => history.add(entry(id), [id], id.repeat(20))));
    const again = open(folder);
    expect(await list(again)).toEqual([...ids].reverse());
    for (const id of ids) expect((await again.read(id)).details.trim()).toBe(id.repeat(20));
  });

  it("keeps pins while it writes them anew: the old files go after the new ones are there", async () => {
    const history = await filled(3);
    await history.pin("c0", "One");
    await history.pin("c1", "Two");
    // As after a crash between the two steps: both files are there, and nothing is lost.
    const names = (await readdir(join(folder, "history-pinned"))).filter((name) => name.endsWith(".index"));
    expect(names).toHaveLength(1);
    expect(await list(open(folder), "", true)).toEqual(["c1", "c0"]);
  });

  it("says that it could not write, and writes again when it can", async () => {
    const history = await filled(1);
    await history.settle();
    await rm(join(folder, "history"), { recursive: true });
    await writeFile(join(folder, "history"), "in the way");
    await expect(history.add(entry("lost"), [], "{}")).rejects.toThrow();
    const { findings } = await history.list({ query: "", start: 0, end: 9 });
    expect(findings).toMatchObject([
      { code: "history-unwritable", message: expect.stringContaining("could not be written") },
    ]);
    await rm(join(folder, "history"));
    await history.add(entry("noted"), [], "{}");
    expect(await history.list({ query: "", start: 0, end: 1 })).toMatchObject({
      entries: [{ id: "noted" }],
      total: 2,
    });
    expect((await history.list({ query: "", start: 0, end: 1 })).findings).toBeUndefined();
  });
});
