/**
 * The index of one pair of files, as it is on disk: a line a call, what a search looks in, a tab, and the entry as JSON.
 * It is kept as bytes and searched as bytes; a line becomes values when it is shown. That is why a hundred thousand
 * calls are open in a moment.
 */
import type { HistoryEntry } from "../contract/history.ts";

const TAB = 9;
const NEWLINE = 10;

/** Where the details of a call are, in bytes of its file. */
export interface StoredCall {
  readonly entry: HistoryEntry;
  /** What a search looks in, in lower case; bounded. */
  readonly searched: string;
  readonly start: number;
  readonly length: number;
}

/** A call as a line, its end included. */
export function writeLine({ entry, searched, start, length }: StoredCall): Buffer {
  const { id, ...rest } = entry;
  return Buffer.from(`${searchable(searched)}\t${JSON.stringify([{ id, ...rest }, start, length])}\n`);
}

/** A text as it stands in the index: lower case, one space for each white space or control character. */
function searchable(text: string): string {
  return text.toLowerCase().replace(/[\s\p{Cc}]+/gu, " ");
}

/** The words of a query; a call is found when it has them all. */
export function wordsOf(query: string): readonly Buffer[] {
  const words = searchable(query).split(" ");
  // The longest is the rarest as a rule: it is looked for first.
  return words
    .filter((word) => word !== "")
    .sort((left, right) => right.length - left.length)
    .map((word) => Buffer.from(word));
}

/** What stands between the searched text and the id in every line. */
const beforeId = Buffer.from('\t[{"id":"');
const afterEntry = "]".charCodeAt(0);

/** Where each line starts, those with a line end alone. */
function startsOf(bytes: Buffer): number[] {
  const starts: number[] = [];
  const length = bytes.lastIndexOf(NEWLINE) + 1;
  for (let start = 0; start < length; start = bytes.indexOf(NEWLINE, start) + 1) starts.push(start);
  return starts;
}

/** True for a line of the form that is written, without its JSON being read. */
function isLine(bytes: Buffer, start: number, end: number): boolean {
  const tab = bytes.indexOf(TAB, start);
  if (tab < 0 || tab >= end || bytes[end - 2] !== afterEntry) return false;
  return bytes.compare(beforeId, 0, beforeId.length, tab, tab + beforeId.length) === 0;
}

/** The same bytes without the lines that are none. */
function soundLines(bytes: Buffer): Buffer {
  const starts = startsOf(bytes);
  const length = bytes.lastIndexOf(NEWLINE) + 1;
  const endOf = (at: number) => starts[at + 1] ?? length;
  if (starts.every((start, at) => isLine(bytes, start, endOf(at)))) return bytes;
  return Buffer.concat(
    starts.flatMap((start, at) =>
      isLine(bytes, start, endOf(at)) ? [bytes.subarray(start, endOf(at))] : [],
    ),
  );
}

/** Lines that can be searched and added to. */
export class IndexLines {
  #bytes: Buffer;
  #byteLength: number;
  readonly #starts: number[];

  /** Takes the bytes of a file. What is no line of this form is passed over, and so is what stands behind the last. */
  constructor(bytes: Buffer = Buffer.alloc(0)) {
    this.#bytes = soundLines(bytes);
    this.#starts = startsOf(this.#bytes);
    this.#byteLength = this.#bytes.lastIndexOf(NEWLINE) + 1;
  }

  get count(): number {
    return this.#starts.length;
  }

  get byteLength(): number {
    return this.#byteLength;
  }

  /** Adds whole lines. */
  add(lines: readonly Buffer[]): void {
    for (const line of lines) {
      if (this.#byteLength + line.length > this.#bytes.length) this.#grow(line.length);
      line.copy(this.#bytes, this.#byteLength);
      this.#starts.push(this.#byteLength);
      this.#byteLength += line.length;
    }
  }

  /** Takes lines away from the end while they lead nowhere: a crash has cut them short, or what they name. */
  dropDamaged(detailsLength: number): void {
    for (let at = this.count - 1; at >= 0; at--) {
      const call = this.call(at);
      if (call !== undefined && call.start + call.length <= detailsLength) return;
      this.#byteLength = this.#starts.pop() ?? 0;
    }
  }

  /** The call of a line; undefined for a line that is none. */
  call(at: number): StoredCall | undefined {
    const [start, end] = [this.#starts[at] ?? 0, this.#endOf(at)];
    const tab = this.#tabOf(at);
    try {
      const [entry, first, length]: [HistoryEntry, number, number] = JSON.parse(
        this.#bytes.toString("utf8", tab + 1, end),
      );
      if (typeof entry.id !== "string" || typeof first !== "number" || typeof length !== "number")
        return undefined;
      return { entry, searched: this.#bytes.toString("utf8", start, tab), start: first, length };
    } catch {
      return undefined;
    }
  }

  /** Numbers of the lines that have all the words, ascending. Each word is looked for once through all bytes. */
  find(words: readonly Buffer[]): readonly number[] {
    if (words.length === 0) return this.#starts.map((_, at) => at);
    const found: number[] = [];
    const hits = words.map((word) => this.#next(word, 0));
    for (let at = 0; !hits.includes(-1); ) {
      at = this.#lineOf(Math.max(...hits), at);
      const [start, end] = [this.#starts[at] ?? 0, this.#endOf(at)];
      this.#advance(words, hits, start);
      const last = Math.max(...hits);
      // A hit behind the tab is one in the entry itself, in which nobody searches.
      if (last < end && !hits.includes(-1) && last < this.#tabOf(at)) found.push(at);
      this.#advance(words, hits, end);
    }
    return found;
  }

  /** Looks again, from `from` on, for words whose hit is before it. */
  #advance(words: readonly Buffer[], hits: number[], from: number): void {
    for (const [index, word] of words.entries()) {
      const hit = hits[index] ?? -1;
      if (hit >= 0 && hit < from) hits[index] = this.#next(word, from);
    }
  }

  /** The number of the line with an id. */
  findId(id: string): number | undefined {
    const hit = this.#next(Buffer.from(`\t[{"id":${JSON.stringify(id)}`), 0);
    return hit < 0 ? undefined : this.#lineOf(hit, 0);
  }

  /** The calls whose entry has such a member, the newest first. */
  *newestWith(member: Readonly<Record<string, string>>): Generator<StoredCall> {
    const text = Buffer.from(JSON.stringify(member).slice(1, -1));
    let end = this.#byteLength;
    for (let hit = this.#before(text, end); hit >= 0; hit = this.#before(text, end)) {
      const at = this.#lineOf(hit, 0);
      end = this.#starts[at] ?? 0;
      const call = this.call(at);
      if (call !== undefined) yield call;
    }
  }

  #before(text: Buffer, end: number): number {
    return end < text.length ? -1 : this.#bytes.lastIndexOf(text, end - text.length);
  }

  #next(word: Buffer, from: number): number {
    const hit = this.#bytes.indexOf(word, from);
    return hit + word.length > this.#byteLength ? -1 : hit;
  }

  /** The line that a byte is in, which is `from` or a later one. */
  #lineOf(byte: number, from: number): number {
    if (byte < (this.#starts[from + 1] ?? Number.POSITIVE_INFINITY)) return from;
    let [low, high] = [from + 1, this.count];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= byte) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #endOf(at: number): number {
    return (this.#starts[at + 1] ?? this.#byteLength) - 1;
  }

  #tabOf(at: number): number {
    const tab = this.#bytes.indexOf(TAB, this.#starts[at]);
    return tab < 0 || tab > this.#endOf(at) ? (this.#starts[at] ?? 0) : tab;
  }

  #grow(needed: number): void {
    const grown = Buffer.alloc(Math.max(4096, 2 * this.#bytes.length, this.#byteLength + needed));
    this.#bytes.copy(grown, 0, 0, this.#byteLength);
    this.#bytes = grown;
  }
}
