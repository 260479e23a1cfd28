/** What the bodies of each field look like, over all its occurrences: fields are told apart by their path of numbers. */
import { Kind } from "../wire/kinds.ts";

/** Fields that are told apart; all further ones share a node that decides nothing. */
const MOST_FIELDS = 65_536;
/** Bodies kept per field, and at least per field and kind, to compare readings over all of them. */
const KEPT_BODIES = 32;
const KEPT_PER_KIND = 8;
const KIND_COUNT = 16;
/** Children with small numbers are found without a map. */
const DENSE = 16;
/** Bits by which bodies are of one kind, all that were met, after which the others are taken to be so too. */
const ENOUGH_BITS = 960;
/** What one body counts for at most. */
const MOST_BITS = 20;

/** A body that was met. */
export interface PooledBody {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** One field of one message type, or the root of a type. */
export class PooledField {
  /** The kind that all bodies are read as, or -1. */
  forced: Kind | -1 = -1;
  /** True when somebody chose the kind, and not the bodies. */
  chosen = false;
  /** The kind that all bodies so far had, by enough bits together; or -1. The others are taken for granted. */
  expected: Kind | -1 = -1;
  /** Bodies in all. */
  count = 0;
  /** Some of them. */
  readonly bodies: PooledBody[] = [];
  readonly dense = new Int32Array(DENSE);
  sparse: Map<number, number> | undefined;
  private readonly counts = new Uint32Array(KIND_COUNT);
  private bits = 0;

  /** Counts a body by the kind that it has by itself, `gap` bits before the next one. */
  note(kind: Kind, gap: number, bytes: Uint8Array, start: number, end: number): void {
    const count = (this.counts[kind] ?? 0) + 1;
    this.counts[kind] = count;
    this.count++;
    if (this.bodies.length < KEPT_BODIES || count <= KEPT_PER_KIND) this.bodies.push({ bytes, start, end });
    this.bits = count === this.count ? this.bits + Math.min(gap, MOST_BITS) : 0;
    this.expected = this.bits >= ENOUGH_BITS ? kind : -1;
  }

  /** Counts a body that was not looked at by itself. */
  noteExpected(kind: Kind): void {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    this.count++;
  }

  /** True when bodies are of several kinds by themselves and nothing was decided yet. */
  get isUndecided(): boolean {
    if (this.forced >= 0 || this.count === 0) return false;
    let kinds = 0;
    for (let kind = 0; kind < KIND_COUNT; kind++)
      if ((this.counts[kind] ?? 0) > 0 && kind !== Kind.empty) kinds++;
    return kinds > 1;
  }

  /** Forgets the bodies and keeps what was decided, for another walk. */
  recount(): void {
    this.counts.fill(0);
    this.count = 0;
    this.bits = 0;
    this.expected = -1;
    this.bodies.length = 0;
  }
}

/** A tree of fields. One pool may serve several buffers, so that samples are pooled too. */
export class FieldPool {
  private readonly fields: PooledField[] = [];
  private readonly roots = new Map<string, number>();
  /** Where fields beyond the bound go. */
  private readonly overflow: number;
  private choices = 0;

  constructor() {
    this.overflow = this.add();
    this.root("");
  }

  /** The node whose children are the fields of a type; the empty name is that of messages without a schema. */
  root(typeName: string): number {
    const known = this.roots.get(typeName);
    if (known !== undefined) return known;
    const made = this.fields.length < MOST_FIELDS ? this.add() : this.overflow;
    this.roots.set(typeName, made);
    return made;
  }

  /** The node of a field; made when it is first met. */
  child(node: number, number: number): number {
    const parent = this.fields[node];
    if (parent === undefined || node === this.overflow) return this.overflow;
    const dense = number < DENSE;
    const known = dense ? (parent.dense[number] ?? 0) : (parent.sparse?.get(number) ?? 0);
    if (known > 0) return known;
    if (this.fields.length >= MOST_FIELDS) return this.overflow;
    const made = this.add();
    if (dense) parent.dense[number] = made;
    else {
      parent.sparse ??= new Map();
      parent.sparse.set(number, made);
    }
    return made;
  }

  /** A field by its node; undefined for the node that decides nothing. */
  at(node: number): PooledField | undefined {
    return node === this.overflow ? undefined : this.fields[node];
  }

  /** True when somebody chose the kind of some field. */
  get hasChoices(): boolean {
    return this.choices > 0;
  }

  /** Reads all bodies of a field as one kind. */
  force(node: number, kind: Kind, chosen: boolean): void {
    const field = this.at(node);
    if (field === undefined) return;
    field.forced = kind;
    field.chosen = chosen;
    if (chosen) this.choices++;
  }

  /** Some of the bodies of a field. */
  bodies(node: number): readonly PooledBody[] {
    return this.at(node)?.bodies ?? [];
  }

  /** Fields whose bodies are of several kinds by themselves, and that nothing was decided for yet. */
  undecided(): readonly number[] {
    return [...this.fields.keys()].filter((node) => this.at(node)?.isUndecided === true);
  }

  /** Forgets the bodies and keeps what was decided, for another walk. */
  recount(): void {
    for (const field of this.fields) field.recount();
  }

  private add(): number {
    this.fields.push(new PooledField());
    return this.fields.length - 1;
  }
}
