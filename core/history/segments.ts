/**
 * The calls that were made, on disk: pairs of append-only files, `N.index` with a line a call and `N.calls` with its
 * details. A session writes pairs of its own, so a line that a crash cut short is never written on; the oldest pair
 * goes when all together are too large.
 *
 * What was appended outlives the process from then on, however it ends. It is flushed to the disk when a pair is full
 * and when the engine closes, not with each call: a power cut may take the last seconds with it.
 */
import { promises } from "node:fs";
import { join } from "node:path";
import type { HistoryEntry } from "../contract/history.ts";
import { codeOf } from "../error.ts";
import { IndexLines, type StoredCall, writeLine } from "./index-lines.ts";
import { PairWriter } from "./pair-writer.ts";

/** A call that is to be written. */
export interface NewCall {
  readonly entry: HistoryEntry;
  readonly searched: string;
  readonly details: string;
}

/** Bounds of a history on disk, in bytes. */
export interface HistoryBounds {
  readonly segment: number;
  readonly total: number;
}

/** What is used unless told: 16 MiB a pair, 512 MiB in all. */
export const DEFAULT_BOUNDS: HistoryBounds = { segment: 16 * 1024 * 1024, total: 512 * 1024 * 1024 };

/** Bytes of index lines that are searched; calls before them are on disk and not found. */
const maximumListed = 128 * 1024 * 1024;

/** A pair as it is in memory. */
export interface Segment {
  readonly number: number;
  readonly lines: IndexLines;
}

/** The files of a history. Not safe for two writers: an engine has one. */
export class HistorySegments {
  readonly #folder: string;
  readonly #bounds: HistoryBounds;
  readonly #sizes = new Map<number, number>();
  #segments: Segment[] = [];
  #writer: PairWriter | undefined;
  #last = 0;
  #removals = 0;

  constructor(folder: string, bounds: HistoryBounds = DEFAULT_BOUNDS) {
    this.#folder = folder;
    this.#bounds = bounds;
  }

  /** The pairs, oldest first. */
  get segments(): readonly Segment[] {
    return this.#segments;
  }

  /** Grows whenever calls are gone. */
  get removals(): number {
    return this.#removals;
  }

  /** Reads what is there. */
  async open(): Promise<void> {
    const names = await promises.readdir(this.#folder).catch((): string[] => []);
    const numbers = names.flatMap((name) => /^(\d+)\.index$/.exec(name)?.[1] ?? []).map(Number);
    numbers.sort((left, right) => left - right);
    this.#last = numbers.at(-1) ?? 0;
    for (const number of numbers) {
      const index = await promises.readFile(this.#file(number, "index")).catch(() => Buffer.alloc(0));
      const details = await promises.stat(this.#file(number, "calls")).catch(() => undefined);
      this.#sizes.set(number, (details?.size ?? 0) + index.length);
      const lines = new IndexLines(index);
      lines.dropDamaged(details?.size ?? 0);
      if (lines.count > 0) this.#segments.push({ number, lines });
    }
    this.#forgetOldest();
  }

  /** Appends calls with few writes. Throws what the file system throws; the next calls go to another pair then. */
  async append(calls: readonly NewCall[]): Promise<void> {
    const group: { readonly call: StoredCall; readonly details: Buffer }[] = [];
    let writer = await this.#ready();
    let end = writer.detailsLength;
    for (const { entry, searched, details } of calls) {
      const bytes = Buffer.from(`${details}\n`);
      if (end > 0 && end + bytes.length > this.#bounds.segment) {
        await this.#write(writer, group.splice(0));
        await this.settle();
        writer = await this.#ready();
        end = 0;
      }
      group.push({ call: { entry, searched, start: end, length: bytes.length }, details: bytes });
      end += bytes.length;
    }
    await this.#write(writer, group);
    await this.#makeRoom();
    this.#forgetOldest();
  }

  /** The details of a call; undefined when they are gone. */
  async read(number: number, { start, length }: StoredCall): Promise<string | undefined> {
    try {
      const handle = await promises.open(this.#file(number, "calls"), "r");
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

  /** Puts these calls in the place of all: they are on disk before the others go. */
  async replace(calls: readonly NewCall[]): Promise<void> {
    await this.settle();
    const before = [...this.#sizes.keys()];
    if (calls.length > 0) await this.append(calls);
    await this.settle();
    for (const number of before) await this.#drop(number);
  }

  /** Forgets everything. */
  clear(): Promise<void> {
    return this.replace([]);
  }

  /** Flushes what was written to the disk; what comes next goes to another pair. */
  async settle(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.close();
  }

  async #ready(): Promise<PairWriter> {
    if (this.#writer !== undefined) return this.#writer;
    await promises.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const writer = await this.#newPair();
    this.#writer = writer;
    this.#sizes.set(this.#last, 0);
    this.#segments.push({ number: this.#last, lines: new IndexLines() });
    return writer;
  }

  /** The next pair whose files are not there: those of another process are left alone. */
  async #newPair(): Promise<PairWriter> {
    for (;;) {
      this.#last++;
      try {
        return await PairWriter.open(this.#file(this.#last, "calls"), this.#file(this.#last, "index"));
      } catch (thrown) {
        if (codeOf(thrown) !== "EEXIST") throw thrown;
      }
    }
  }

  async #write(
    writer: PairWriter,
    group: readonly { readonly call: StoredCall; readonly details: Buffer }[],
  ): Promise<void> {
    const lines = group.map(({ call }) => writeLine(call));
    try {
      await writer.append(Buffer.concat(group.map(({ details }) => details)), Buffer.concat(lines));
    } catch (thrown) {
      // What was written in part ends this pair: nothing may come behind it.
      await this.settle().catch(() => undefined);
      throw thrown;
    }
    this.#segments.at(-1)?.lines.add(lines);
    this.#sizes.set(this.#last, writer.byteLength);
  }

  async #makeRoom(): Promise<void> {
    let total = [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
    for (const [number, size] of [...this.#sizes].sort(([left], [right]) => left - right)) {
      if (total <= this.#bounds.total || number === this.#last) break;
      await this.#drop(number);
      total -= size;
    }
  }

  #forgetOldest(): void {
    let total = this.#segments.reduce((sum, { lines }) => sum + lines.byteLength, 0);
    while (total > maximumListed && this.#segments.length > 1) {
      total -= this.#segments.shift()?.lines.byteLength ?? 0;
      this.#removals++;
    }
  }

  async #drop(number: number): Promise<void> {
    this.#removals++;
    this.#sizes.delete(number);
    this.#segments = this.#segments.filter((segment) => segment.number !== number);
    await promises.rm(this.#file(number, "index"), { force: true });
    await promises.rm(this.#file(number, "calls"), { force: true });
  }

  #file(number: number, kind: "index" | "calls"): string {
    return join(this.#folder, `${String(number).padStart(6, "0")}.${kind}`);
  }
}
