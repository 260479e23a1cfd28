import type { Resolver } from "../wire/bind/resolve.ts";
import { isPacked, Kind } from "../wire/kinds.ts";
import { countPackedItems } from "../wire/packed.ts";
import { fieldNumberOf, kindOf, type RecordTable, readHeader } from "../wire/records.ts";

/** Where the numbering of one message's records has got to. */
interface Progress {
  /** The record that was counted last; the parent before the first. */
  last: number;
  readonly counts: Counts;
  /** Siblings since the last of the places. */
  since: number;
  /** Places to go on from, every so many siblings: to go back does not mean to begin anew. */
  readonly places: { readonly last: number; readonly counts: Counts }[];
}

/** Keys that are found without a map: most messages have few fields. */
const FEW = 8;

/** A number by key. */
class Counts {
  private readonly keys: number[];
  private readonly values: number[];
  private more: Map<number, number> | undefined;

  /** Those of another, to count on from; or nothing yet. */
  constructor(from?: Counts) {
    this.keys = [...(from?.keys ?? [])];
    this.values = [...(from?.values ?? [])];
    if (from?.more !== undefined) this.more = new Map(from.more);
  }

  /** Adds to the number of a key and returns what it was before. */
  add(key: number, amount: number): number {
    const at = this.keys.indexOf(key);
    if (at >= 0) {
      const before = this.values[at] ?? 0;
      this.values[at] = before + amount;
      return before;
    }
    if (this.keys.length < FEW) {
      this.keys.push(key);
      this.values.push(amount);
      return 0;
    }
    this.more ??= new Map();
    const before = this.more.get(key) ?? 0;
    this.more.set(key, before + amount);
    return before;
  }
}

const KEPT_PROGRESS = 64;
const PIECE_BITS = 14;
const PIECE_LENGTH = 1 << PIECE_BITS;
/** Pieces kept, of 64 KiB each: those of what was looked at last. */
const KEPT_PIECES = 32;
/** Siblings between two places to go on from. */
const BETWEEN_PLACES = 4096;

/**
 * How many elements of the same field stand before a record in its message: the `[0]` of `outputs[0]`. Counted
 * forward from where the last question left off, so a list of millions is gone through once, and only as far as somebody
 * looked; the numbers themselves are kept for the records around.
 */
export class Occurrences {
  private readonly table: RecordTable;
  private readonly resolver: Resolver;
  private readonly progress = new Map<number, Progress>();
  /** The index plus one; 0 is "not counted yet". In pieces, each made when somebody looks there. */
  private readonly pieces: (Uint32Array | undefined)[] = [];
  /** Which pieces there are, the oldest first. */
  private readonly made: number[] = [];

  constructor(table: RecordTable, resolver: Resolver) {
    this.table = table;
    this.resolver = resolver;
  }

  /** The index of a record among those of its field; of its first item, for a packed list. */
  of(record: number): number {
    const { records } = this.table;
    const known = this.known(record);
    if (known > 0) return known - 1;
    const parent = records.parent[record] ?? -1;
    const progress = this.progressOf(parent, record);
    // The end of a record that is still being walked is not known: it is asked for when the next one is wanted.
    let sibling = progress.last === parent ? parent + 1 : (records.next[progress.last] ?? record + 1);
    while (sibling <= record) {
      const count = progress.counts.add(this.keyOf(sibling), this.elementsOf(sibling));
      this.keep(sibling, count + 1);
      progress.last = sibling;
      progress.since++;
      if (progress.since >= BETWEEN_PLACES) this.markPlace(progress);
      sibling = records.next[sibling] ?? record + 1;
    }
    return Math.max(0, this.known(record) - 1);
  }

  private known(record: number): number {
    return this.pieces[record >>> PIECE_BITS]?.[record & (PIECE_LENGTH - 1)] ?? 0;
  }

  private keep(record: number, value: number): void {
    const at = record >>> PIECE_BITS;
    const piece = this.pieces[at] ?? this.makePiece(at);
    piece[record & (PIECE_LENGTH - 1)] = value;
  }

  private makePiece(at: number): Uint32Array {
    const piece = new Uint32Array(PIECE_LENGTH);
    this.pieces[at] = piece;
    this.made.push(at);
    const oldest = this.made.length > KEPT_PIECES ? this.made.shift() : undefined;
    if (oldest !== undefined) this.pieces[oldest] = undefined;
    return piece;
  }

  private markPlace(progress: Progress): void {
    const { last, counts, places } = progress;
    progress.since = 0;
    if (last > (places.at(-1)?.last ?? -1)) places.push({ last, counts: new Counts(counts) });
  }

  /** Where to count on from for a record: from the last question, or from the nearest place before it. */
  private progressOf(parent: number, record: number): Progress {
    const known = this.progress.get(parent);
    const progress =
      known !== undefined && known.last < record ? known : resume(parent, record, known?.places ?? []);
    // The longest unused goes first, not the oldest: that is the message around all others.
    this.progress.delete(parent);
    const [longestUnused] = this.progress.size >= KEPT_PROGRESS ? this.progress.keys() : [];
    if (longestUnused !== undefined) this.progress.delete(longestUnused);
    this.progress.set(parent, progress);
    return progress;
  }

  /** Values of a field and records that only share its number are counted apart. */
  private keyOf(record: number): number {
    const { parent, field } = this.resolver.resolve(record);
    const number = fieldNumberOf(this.table, record);
    return parent !== undefined && field === undefined ? -number : number;
  }

  private elementsOf(record: number): number {
    const kind = kindOf(this.table.records, record);
    if (kind === Kind.gap || kind === Kind.endTag) return 0;
    if (!isPacked(kind) || this.resolver.resolve(record).field === undefined) return 1;
    return countPackedItems(this.table.bytes, kind, readHeader(this.table, record).body);
  }
}

function resume(parent: number, record: number, places: Progress["places"]): Progress {
  const place = places.findLast(({ last }) => last < record);
  return { last: place?.last ?? parent, counts: new Counts(place?.counts), since: 0, places };
}
