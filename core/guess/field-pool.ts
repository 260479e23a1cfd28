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

/** One field of one message type, or the root of a type. */
interface FieldNode {
  readonly parent: number;
  readonly number: number;
  readonly dense: Int32Array;
  sparse: Map<number, number> | undefined;
  /** The kind that all bodies are read as, or -1. */
  forced: number;
  /** True when somebody chose the kind, and not the bodies. */
  chosen: boolean;
  /** Bodies by the kind they would have by themselves. */
  readonly counts: Uint32Array;
  /** `start, end` of some bodies, and the buffer they are in. */
  readonly bodies: PooledBody[];
}

/** A body that was met. */
export interface PooledBody {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** A tree of fields. One pool may serve several buffers, so that samples are pooled too. */
export class FieldPool {
  private readonly nodes: FieldNode[] = [];
  private readonly roots = new Map<string, number>();
  /** Where fields beyond the bound go. */
  private readonly overflow: number;
  private choices = 0;

  constructor() {
    this.overflow = this.add(-1, 0);
    this.root("");
  }

  get size(): number {
    return this.nodes.length;
  }

  /** The node whose children are the fields of a type; the empty name is that of messages without a schema. */
  root(typeName: string): number {
    const known = this.roots.get(typeName);
    if (known !== undefined) return known;
    const made = this.nodes.length < MOST_FIELDS ? this.add(-1, 0) : this.overflow;
    this.roots.set(typeName, made);
    return made;
  }

  /** The node of a field; made when it is first met. */
  child(node: number, number: number): number {
    const parent = this.nodes[node];
    if (parent === undefined || node === this.overflow) return this.overflow;
    const dense = number < DENSE;
    const known = dense ? (parent.dense[number] ?? 0) : (parent.sparse?.get(number) ?? 0);
    if (known > 0) return known;
    if (this.nodes.length >= MOST_FIELDS) return this.overflow;
    const made = this.add(node, number);
    if (dense) parent.dense[number] = made;
    else {
      parent.sparse ??= new Map();
      parent.sparse.set(number, made);
    }
    return made;
  }

  /** The kind all bodies of a field are read as, or -1 where each is read by itself. */
  forced(node: number): number {
    return this.nodes[node]?.forced ?? -1;
  }

  /** True when somebody chose the kind of some field. */
  get hasChoices(): boolean {
    return this.choices > 0;
  }

  /** Whether the kind of a field was chosen by somebody. */
  isChosen(node: number): boolean {
    return this.nodes[node]?.chosen ?? false;
  }

  /** Reads all bodies of a field as one kind. */
  force(node: number, kind: Kind, chosen: boolean): void {
    const found = this.nodes[node];
    if (found === undefined || node === this.overflow) return;
    found.forced = kind;
    found.chosen = chosen;
    if (chosen) this.choices++;
  }

  /** Counts a body, by the kind that it has by itself. */
  note(node: number, kind: Kind, bytes: Uint8Array, start: number, end: number): void {
    const found = this.nodes[node];
    if (found === undefined || node === this.overflow) return;
    const count = (found.counts[kind] ?? 0) + 1;
    found.counts[kind] = count;
    if (found.bodies.length < KEPT_BODIES || count <= KEPT_PER_KIND) found.bodies.push({ bytes, start, end });
  }

  /** Some of the bodies of a field. */
  bodies(node: number): readonly PooledBody[] {
    return this.nodes[node]?.bodies ?? [];
  }

  /** How many bodies a field has. */
  count(node: number): number {
    return this.nodes[node]?.counts.reduce((sum, each) => sum + each, 0) ?? 0;
  }

  /** Fields whose bodies are of several kinds by themselves, and that nothing was decided for yet. */
  undecided(): readonly number[] {
    const found: number[] = [];
    for (const [index, node] of this.nodes.entries()) {
      if (node.forced >= 0 || index === this.overflow) continue;
      const kinds = node.counts.reduce(
        (sum, each, kind) => sum + (each > 0 && kind !== Kind.empty ? 1 : 0),
        0,
      );
      if (kinds > 1) found.push(index);
    }
    return found;
  }

  /** Forgets the bodies and keeps what was decided, for another walk. */
  recount(): void {
    for (const node of this.nodes) {
      node.counts.fill(0);
      node.bodies.length = 0;
    }
  }

  private add(parent: number, number: number): number {
    this.nodes.push({
      parent,
      number,
      dense: new Int32Array(DENSE),
      sparse: undefined,
      forced: -1,
      chosen: false,
      counts: new Uint32Array(KIND_COUNT),
      bodies: [],
    });
    return this.nodes.length - 1;
  }
}
