import type { FallbackBinder } from "../wire/binder.ts";
import { Kind } from "../wire/kinds.ts";
import { findInvalidUtf8 } from "../wire/utf8.ts";
import { FieldPool } from "./field-pool.ts";
import { Guesser, type Weighed } from "./guesser.ts";
import { beginsAsMessage } from "./quick-check.ts";
import { confidenceOf, type Ranking } from "./reading.ts";

/** A body whose two best readings are close. */
export interface Ambiguity {
  readonly start: number;
  readonly end: number;
  /** Its field in the pool. */
  readonly node: number;
}

/** Ambiguities that are kept; the rest are counted. */
const KEPT_AMBIGUITIES = 64;

/**
 * Answers the walker without a schema: by what was decided for a field, or by the likeliest reading of a body; and
 * keeps the doubtful places. Scopes are nodes of the pool.
 */
export class GuessBinder implements FallbackBinder {
  readonly root: number;
  readonly pool: FieldPool;
  readonly ambiguities: Ambiguity[] = [];
  ambiguityCount = 0;
  private readonly bytes: Uint8Array;
  private readonly guesser: Guesser;

  constructor(bytes: Uint8Array, pool: FieldPool) {
    this.bytes = bytes;
    this.pool = pool;
    this.root = pool.root("");
    this.guesser = new Guesser(bytes);
  }

  rootOf(typeName: string): number {
    return this.pool.root(typeName);
  }

  bodyKind(scope: number, number: number, start: number, end: number): Kind {
    const node = this.pool.child(scope, number);
    const field = this.pool.at(node);
    if (field === undefined) return start === end ? Kind.empty : this.guesser.kindOf(start, end);
    if (start === end) return field.chosen && field.forced !== -1 ? field.forced : Kind.empty;
    if (field.forced !== -1) {
      field.note(field.forced, 0, this.bytes, start, end);
      return this.forcedKind(field.forced, start, end);
    }
    if (field.expected !== -1 && this.canBe(field.expected, start, end)) {
      field.noteExpected(field.expected);
      return field.expected;
    }
    const kind = this.guesser.kindOf(start, end);
    const { gap } = this.guesser;
    field.note(kind, gap, this.bytes, start, end);
    if (confidenceOf(gap) === "ambiguous") this.keepAmbiguity(start, end, node);
    return kind;
  }

  enter(scope: number, number: number): number {
    return this.pool.child(scope, number);
  }

  chosenKind(scope: number, number: number): Kind | undefined {
    if (!this.pool.hasChoices) return undefined;
    const field = this.pool.at(this.pool.child(scope, number));
    return field?.chosen === true && field.forced !== -1 ? field.forced : undefined;
  }

  /** The readings of a body, for notes and for the list of alternatives. */
  rank(start: number, end: number): Ranking {
    return this.guesser.rank(start, end);
  }

  /** What a remark on a body says. */
  weigh(start: number, end: number): Weighed {
    return this.guesser.weigh(start, end);
  }

  save(): () => void {
    const { length } = this.ambiguities;
    const { ambiguityCount } = this;
    return () => {
      this.ambiguities.length = length;
      this.ambiguityCount = ambiguityCount;
    };
  }

  /** Text that is no UTF-8 stays bytes, whatever was decided. */
  private forcedKind(kind: Kind, start: number, end: number): Kind {
    if (kind !== Kind.text) return kind;
    return findInvalidUtf8(this.bytes, start, end) === undefined ? Kind.text : Kind.bytes;
  }

  /** Whether a body may be what all others of its field were, told by what costs little. */
  private canBe(kind: Kind, start: number, end: number): boolean {
    switch (kind) {
      case Kind.text:
        return findInvalidUtf8(this.bytes, start, end) === undefined;
      case Kind.message:
        return beginsAsMessage(this.bytes, start, end);
      default:
        return false;
    }
  }

  private keepAmbiguity(start: number, end: number, node: number): void {
    this.ambiguityCount++;
    if (this.ambiguities.length < KEPT_AMBIGUITIES) this.ambiguities.push({ start, end, node });
  }
}

/** A binder for bytes without a schema. A pool that is shared decides over several buffers. */
export function createGuessBinder(bytes: Uint8Array, pool = new FieldPool()): GuessBinder {
  return new GuessBinder(bytes, pool);
}
