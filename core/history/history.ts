/** The history of an engine: calls are noted, found, read again, pinned. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { HistoryEntry, HistoryPage, ListHistoryRequest } from "../contract/history.ts";
import { ByteglassError } from "../error.ts";
import { DEFAULT_BOUNDS, type HistoryBounds, HistorySegments, type StoredCall } from "./segments.ts";

/** UTF-16 units of a call's texts that a search looks in. */
const maximumSearched = 2000;
/** Calls that are listed; older ones are on disk and not found. */
const maximumListed = 200_000;

/** A history. Without a folder it is kept in memory alone, for one session. */
export class History {
  readonly #segments: HistorySegments;
  readonly #pins: HistorySegments;
  #calls: Promise<StoredCall[]> | undefined;
  #pinned: Promise<StoredCall[]> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(folder: string, bounds: HistoryBounds = DEFAULT_BOUNDS) {
    this.#segments = new HistorySegments(join(folder, "history"), bounds);
    this.#pins = new HistorySegments(join(folder, "history-pinned"), {
      ...bounds,
      total: Number.POSITIVE_INFINITY,
    });
  }

  /** Notes a call; one after another, however many end at once. */
  add(entry: HistoryEntry, texts: readonly string[], details: string): Promise<void> {
    const searched = texts.join(" ").slice(0, maximumSearched).toLowerCase();
    return this.#inTurn(async () => {
      const calls = await this.#known();
      const { call, dropped } = await this.#segments.append(entry, searched, details);
      calls.push(call);
      if (dropped.length > 0)
        this.#calls = Promise.resolve(calls.filter(({ segment }) => !dropped.includes(segment)));
      if (calls.length > maximumListed) calls.splice(0, calls.length - maximumListed);
    });
  }

  /** Calls with all the words, newest first. */
  async list({ query, start, end, pinned }: ListHistoryRequest): Promise<HistoryPage> {
    const [calls, pins] = await Promise.all([this.#known(), this.#knownPins()]);
    const words = query
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== "");
    const names = new Map(pins.map(({ entry }) => [entry.id, entry.pinned]));
    const gone = pins.filter(({ entry }) => !calls.some((call) => call.entry.id === entry.id));
    const wanted = pinned === true ? pins : [...gone, ...calls];
    const entries: HistoryEntry[] = [];
    let total = 0;
    for (let at = wanted.length - 1; at >= 0; at--) {
      const call = wanted[at];
      if (call === undefined || !words.every((word) => call.searched.includes(word))) continue;
      if (total >= start && total < end) {
        const name = names.get(call.entry.id);
        entries.push(name === undefined ? call.entry : { ...call.entry, pinned: name });
      }
      total++;
    }
    return { entries, total };
  }

  /** One call with its details. Rejects with `not-found`. */
  async read(id: string): Promise<{ readonly entry: HistoryEntry; readonly details: string }> {
    const pin = (await this.#knownPins()).find(({ entry }) => entry.id === id);
    const call = pin ?? (await this.#known()).find(({ entry }) => entry.id === id);
    const details = call && (await (pin === undefined ? this.#segments : this.#pins).read(call));
    if (call !== undefined && details !== undefined) return { entry: call.entry, details };
    throw new ByteglassError("not-found", "This call is not in the history any more.", {
      hint: "The oldest calls make room for new ones; pin a call to keep it.",
    });
  }

  /** Pins a call under a name, or lets it go when there is none. */
  async pin(id: string, name: string | undefined): Promise<HistoryEntry> {
    const { entry, details } = await this.read(id);
    return await this.#inTurn(async () => {
      const pins = await this.#knownPins();
      const others = pins.filter((pin) => pin.entry.id !== id);
      const { pinned: _, ...plain } = entry;
      // Pins are few: they are written anew.
      const kept = await Promise.all(others.map(async (pin) => ({ pin, text: await this.#pins.read(pin) })));
      await this.#pins.clear();
      const written: StoredCall[] = [];
      for (const { pin, text } of kept) {
        if (text !== undefined)
          written.push((await this.#pins.append(pin.entry, pin.searched, text.trimEnd())).call);
      }
      const now = name === undefined ? plain : { ...plain, pinned: name };
      const found = (await this.#known()).find((call) => call.entry.id === id);
      const searched = `${found?.searched ?? ""} ${name ?? ""}`.toLowerCase();
      if (name !== undefined) written.push((await this.#pins.append(now, searched, details.trimEnd())).call);
      this.#pinned = Promise.resolve(written);
      return now;
    });
  }

  /** Forgets everything that is not pinned. */
  clear(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#segments.clear();
      this.#calls = Promise.resolve([]);
    });
  }

  /** Resolves when everything that was noted is on disk. */
  async settle(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  #known(): Promise<StoredCall[]> {
    this.#calls ??= this.#segments.open().then((calls) => [...calls]);
    return this.#calls;
  }

  #knownPins(): Promise<StoredCall[]> {
    this.#pinned ??= this.#pins.open().then((calls) => [...calls]);
    return this.#pinned;
  }

  async #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#last.catch(() => undefined).then(work);
    this.#last = turn;
    return await turn;
  }
}

/** An id for a call: when it was, and what it was. */
export function historyId(startedAt: string, operationId: string): string {
  return `${startedAt} ${createHash("sha256").update(operationId).digest("hex").slice(0, 12)}`;
}
