/** The history of an engine: calls are noted, found, read again, pinned. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { HistoryEntry, HistoryPage, ListHistoryRequest } from "../contract/history.ts";
import { ByteglassError, messageOf } from "../error.ts";
import type { Finding } from "../finding.ts";
import { type StoredCall, wordsOf } from "./index-lines.ts";
import {
  DEFAULT_BOUNDS,
  type HistoryBounds,
  HistorySegments,
  type NewCall,
  type Segment,
} from "./segments.ts";

/** UTF-16 units of a call's texts that a search looks in. */
const maximumSearched = 2000;

/** Lines that a search found, as the segment and the number of each. */
interface Found {
  readonly key: string;
  readonly parts: readonly { readonly segment: Segment; readonly lines: readonly number[] }[];
  readonly total: number;
}

/** Calls that are written together. */
interface Batch {
  readonly calls: NewCall[];
  readonly written: Promise<void>;
}

/** A history in a folder. */
export class History {
  readonly #segments: HistorySegments;
  readonly #pins: HistorySegments;
  #opened: Promise<void> | undefined;
  #batch: Batch | undefined;
  #last: Promise<unknown> = Promise.resolve();
  /** Counts changes, so that the pages of one list are found once. */
  #changes = 0;
  #found: Found | undefined;
  /** Pins that are in no file of calls any more, as of a number of removals. */
  #gone = { removals: -1, ids: new Map<string, boolean>() };
  /** Why the last calls could not be written. */
  #failure: unknown;

  constructor(folder: string, bounds: HistoryBounds = DEFAULT_BOUNDS) {
    this.#segments = new HistorySegments(join(folder, "history"), bounds);
    this.#pins = new HistorySegments(join(folder, "history-pinned"), {
      ...bounds,
      total: Number.POSITIVE_INFINITY,
    });
  }

  /** Notes a call; resolves when it is written. Calls that end while another is being written go together. */
  add(entry: HistoryEntry, texts: readonly string[], details: string): Promise<void> {
    const call = { entry, searched: texts.join(" ").slice(0, maximumSearched), details };
    this.#batch ??= this.#newBatch();
    this.#batch.calls.push(call);
    return this.#batch.written;
  }

  /** Calls with all the words, newest first; pinned ones that are in no file of calls any more come last. */
  async list({ query, start, end, pinned = false }: ListHistoryRequest): Promise<HistoryPage> {
    await this.#open();
    const { parts, total } = this.#find(query, pinned);
    const names = new Map(this.#allPins().map(({ entry }) => [entry.id, entry.pinned]));
    const entries: HistoryEntry[] = [];
    let at = 0;
    for (const { segment, lines } of parts) {
      const first = Math.max(0, start - at);
      for (let index = first; index < Math.min(lines.length, end - at); index++) {
        const entry = segment.lines.call(lines[lines.length - 1 - index] ?? 0)?.entry;
        if (entry === undefined) continue;
        const name = names.get(entry.id);
        entries.push(name === undefined ? entry : { ...entry, pinned: name });
      }
      at += lines.length;
    }
    const findings = this.#failure === undefined ? {} : { findings: [notWritten(this.#failure)] };
    return { entries, total, ...findings };
  }

  /** One call with its details. Rejects with `not-found`. */
  async read(id: string): Promise<{ readonly entry: HistoryEntry; readonly details: string }> {
    await this.#open();
    for (const files of [this.#pins, this.#segments]) {
      const found = findId(files, id);
      const details = found && (await files.read(found.segment.number, found.call));
      if (found !== undefined && details !== undefined) return { entry: found.call.entry, details };
    }
    throw new ByteglassError("not-found", "This call is not in the history any more.", {
      hint: "The oldest calls make room for new ones; pin a call to keep it.",
    });
  }

  /** The newest call of a saved request that ended with OK in an environment, with its details. */
  async lastOf(file: string, environment: string): Promise<{ readonly details: string } | undefined> {
    await this.#open();
    for (const { number, lines } of [...this.#segments.segments].reverse()) {
      for (const call of lines.newestWith({ file })) {
        const { entry } = call;
        if (entry.file !== file || entry.environment !== environment || entry.statusCode !== 0) continue;
        const details = await this.#segments.read(number, call);
        if (details !== undefined) return { details };
      }
    }
    return undefined;
  }

  /** Pins a call under a name, or lets it go when there is none. */
  async pin(id: string, name: string | undefined): Promise<HistoryEntry> {
    const { entry, details } = await this.read(id);
    return await this.#inTurn(async () => {
      const { pinned: _, ...plain } = entry;
      const now = name === undefined ? plain : { ...plain, pinned: name };
      const { searched = "" } = findId(this.#segments, id)?.call ?? findId(this.#pins, id)?.call ?? {};
      const kept: NewCall[] = [];
      // Pins are few: they are written anew.
      for (const { segment, call } of callsOf(this.#pins)) {
        const text = call.entry.id === id ? undefined : await this.#pins.read(segment.number, call);
        if (text !== undefined) kept.push({ ...call, details: text.trimEnd() });
      }
      if (name !== undefined) {
        kept.push({ entry: now, searched: `${searched} ${name}`, details: details.trimEnd() });
      }
      await this.#pins.replace(kept);
      this.#changes++;
      return now;
    });
  }

  /** Forgets everything that is not pinned. */
  async clear(): Promise<void> {
    await this.#open();
    await this.#inTurn(async () => {
      await this.#segments.clear();
      this.#changes++;
    });
  }

  /** Resolves when everything that was noted is on disk, flushed. */
  async settle(): Promise<void> {
    await this.#last.catch(() => undefined);
    await Promise.all([this.#segments.settle(), this.#pins.settle()]);
  }

  #newBatch(): Batch {
    const calls: NewCall[] = [];
    const written = this.#inTurn(async () => {
      await this.#open();
      this.#batch = undefined;
      await this.#segments.append(calls).catch((thrown: unknown) => {
        this.#failure = thrown;
        throw thrown;
      });
      this.#failure = undefined;
      this.#changes++;
    });
    return { calls, written };
  }

  #find(query: string, pinned: boolean): Found {
    const key = `${this.#changes} ${pinned} ${query}`;
    if (this.#found?.key === key) return this.#found;
    const words = wordsOf(query);
    const lines = (segment: Segment) => ({ segment, lines: segment.lines.find(words) });
    const calls = pinned ? [] : this.#segments.segments.map(lines);
    const pins = this.#pins.segments.map(lines).map(({ segment, lines: all }) => ({
      segment,
      lines: pinned ? all : all.filter((line) => this.#isGone(segment.lines.call(line))),
    }));
    const parts = [...pins, ...calls].reverse();
    const total = parts.reduce((sum, part) => sum + part.lines.length, 0);
    this.#found = { key, parts, total };
    return this.#found;
  }

  #isGone(pin: StoredCall | undefined): boolean {
    if (pin === undefined) return false;
    const { removals } = this.#segments;
    if (this.#gone.removals !== removals) this.#gone = { removals, ids: new Map() };
    const { id } = pin.entry;
    const isGone = this.#gone.ids.get(id) ?? findId(this.#segments, id) === undefined;
    this.#gone.ids.set(id, isGone);
    return isGone;
  }

  #allPins(): readonly StoredCall[] {
    return callsOf(this.#pins).map(({ call }) => call);
  }

  #open(): Promise<void> {
    this.#opened ??= Promise.all([this.#segments.open(), this.#pins.open()]).then(() => undefined);
    return this.#opened;
  }

  async #inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#last.catch(() => undefined).then(work);
    this.#last = turn;
    return await turn;
  }
}

function notWritten(thrown: unknown): Finding {
  const reason = messageOf(thrown).replace(/\.$/, "");
  return {
    code: "history-unwritable",
    severity: "warning",
    message: `The last calls could not be written to the history: ${reason}.`,
    hint: "Free some space on the disk or check its permissions; calls are noted again as soon as that works.",
  };
}

function findId(files: HistorySegments, id: string) {
  for (const segment of [...files.segments].reverse()) {
    const line = segment.lines.findId(id);
    const call = line === undefined ? undefined : segment.lines.call(line);
    if (call !== undefined) return { segment, call };
  }
  return undefined;
}

function callsOf(
  files: HistorySegments,
): readonly { readonly segment: Segment; readonly call: StoredCall }[] {
  return files.segments.flatMap((segment) =>
    segment.lines.find([]).flatMap((line) => {
      const call = segment.lines.call(line);
      return call === undefined ? [] : [{ segment, call }];
    }),
  );
}

/** An id for a call: when it was, and what it was. */
export function historyId(startedAt: string, operationId: string): string {
  return `${startedAt} ${createHash("sha256").update(operationId).digest("hex").slice(0, 12)}`;
}
