import { appendFile, mkdtemp, readdir, readFile, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { HistoryEntry } from "../../core/contract/history.ts";
import { History } from "../../core/history/history.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-history-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

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
  const history = new History(folder, limits);
  for (let index = 0; index < count; index++) {
    await history.add(entry(`c${index}`), [`word${index} common`], `{"details": ${index}}`);
  }
  return history;
}

describe("a history", () => {
  it("lists the newest first and finds by all words, in this session and the next", async () => {
    const history = await filled(5);
    for (const each of [history, new History(folder, bounds)]) {
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
    await appendFile(last(".index"), '[{"id": "cut');
    expect(await list(new History(folder, bounds))).toEqual(["c2", "c1", "c0"]);
    const { length } = await readFile(last(".calls"));
    await truncate(last(".calls"), length - 3);
    const history = new History(folder, bounds);
    expect(await list(history)).toEqual(["c1", "c0"]);
    await history.add(entry("after"), ["x"], "{}");
    expect(await list(new History(folder, bounds))).toEqual(["after", "c1", "c0"]);
  });

  it("lets the oldest go when it is too large, but for those that are pinned", async () => {
    const history = await filled(2);
    await history.pin("c0", "Keep me");
    const bounded = new History(folder, bounds);
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
});
