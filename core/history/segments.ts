/**
 * The calls that were made, on disk: pairs of append-only files, `N.index` with a line a call and `N.calls` with its
 * details. A line that a crash cut short is skipped; the oldest pair goes when all together are too large.
 */
import { promises } from "node:fs";
import { join } from "node:path";
import type { HistoryEntry } from "../contract/history.ts";

/** Where the details of a call are. */
export interface StoredCall {
  readonly entry: HistoryEntry;
  /** What a search looks in, in lower case; bounded. */
  readonly searched: string;
  readonly segment: number;
  /** Bytes in the file of details. */
  readonly start: number;
  readonly length: number;
}

/** Bounds of a history on disk, in bytes. */
export interface HistoryBounds {
  readonly segment: number;
  readonly total: number;
}

/** What is used unless told: 16 MiB a pair, 512 MiB in all. */
export const DEFAULT_BOUNDS: HistoryBounds = { segment: 16 * 1024 * 1024, total: 512 * 1024 * 1024 };

/** The files of a history. Not safe for two writers: an engine has one. */
export class HistorySegments {
  readonly #folder: string;
  readonly #bounds: HistoryBounds;
  readonly #sizes = new Map<number, number>();
  #current = 0;

  constructor(folder: string, bounds: HistoryBounds = DEFAULT_BOUNDS) {
    this.#folder = folder;
    this.#bounds = bounds;
  }

  /** Every call that is kept, oldest first. */
  async open(): Promise<readonly StoredCall[]> {
    const names = await promises.readdir(this.#folder).catch((): string[] => []);
    const numbers = names.flatMap((name) => /^(\d+)\.index$/.exec(name)?.[1] ?? []).map(Number);
    const calls: StoredCall[] = [];
    for (const number of numbers.sort((left, right) => left - right)) {
      const text = await promises.readFile(this.#file(number, "index"), "utf8").catch(() => "");
      const size = (await promises.stat(this.#file(number, "calls")).catch(() => undefined))?.size ?? 0;
      this.#sizes.set(number, size + text.length);
      for (const line of text.split("\n")) {
        const call = readLine(line, number, size);
        if (call !== undefined) calls.push(call);
      }
    }
    // A new pair a session: a line that was cut short is never written on.
    this.#current = (numbers.at(-1) ?? 0) + 1;
    return calls;
  }

  /** Appends a call. Answers with where it is, and with the numbers of pairs that made room for it. */
  async append(
    entry: HistoryEntry,
    searched: string,
    details: string,
  ): Promise<{ readonly call: StoredCall; readonly dropped: readonly number[] }> {
    await promises.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const bytes = Buffer.from(`${details}\n`);
    const before = await promises.stat(this.#file(this.#current, "calls")).catch(() => undefined);
    if (before !== undefined && before.size + bytes.length > this.#bounds.segment) this.#current++;
    const segment = this.#current;
    const calls = this.#file(segment, "calls");
    const start = (await promises.stat(calls).catch(() => undefined))?.size ?? 0;
    const call: StoredCall = { entry, searched, segment, start, length: bytes.length };
    // Details first: an index line without them would lead nowhere.
    await promises.appendFile(calls, bytes, { mode: 0o600 });
    const line = `${JSON.stringify([entry, searched, start, bytes.length])}\n`;
    await promises.appendFile(this.#file(segment, "index"), line, { mode: 0o600 });
    this.#sizes.set(segment, (this.#sizes.get(segment) ?? 0) + bytes.length + line.length);
    return { call, dropped: await this.#makeRoom() };
  }

  /** The details of a call; undefined when they are gone. */
  async read({ segment, start, length }: StoredCall): Promise<string | undefined> {
    try {
      const handle = await promises.open(this.#file(segment, "calls"), "r");
      try {
        const bytes = Buffer.alloc(length);
        const { bytesRead } = await handle.read(bytes, 0, length, start);
        return bytesRead === length ? bytes.toString("utf8") : undefined;
      } finally {
        await handle.close();
      }
    } catch {
      return undefined;
    }
  }

  /** Forgets everything. */
  async clear(): Promise<void> {
    for (const number of [...this.#sizes.keys()]) await this.#drop(number);
    this.#current++;
  }

  async #makeRoom(): Promise<readonly number[]> {
    const dropped: number[] = [];
    let total = [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const [number, size] of [...this.#sizes].sort(([left], [right]) => left - right)) {
      if (total <= this.#bounds.total || number === this.#current) break;
      await this.#drop(number);
      dropped.push(number);
      total -= size;
    }
    return dropped;
  }

  async #drop(number: number): Promise<void> {
    this.#sizes.delete(number);
    await promises.rm(this.#file(number, "index"), { force: true });
    await promises.rm(this.#file(number, "calls"), { force: true });
  }

  #file(number: number, kind: "index" | "calls"): string {
    return join(this.#folder, `${String(number).padStart(6, "0")}.${kind}`);
  }
}

function readLine(line: string, segment: number, size: number): StoredCall | undefined {
  if (line === "") return undefined;
  try {
    const [entry, searched, start, length]: [HistoryEntry, string, number, number] = JSON.parse(line);
    if (typeof entry.id !== "string" || typeof searched !== "string" || start + length > size)
      return undefined;
    return { entry, searched, segment, start, length };
  } catch {
    return undefined;
  }
}
