import type { Binder } from "../wire/binder.ts";
import { Kind } from "../wire/kinds.ts";
import { Guesser } from "./guesser.ts";
import { confidenceOf, type Ranking } from "./reading.ts";

/** A body whose two best readings are close. */
export interface Ambiguity {
  readonly start: number;
  readonly end: number;
}

/** Ambiguities that are kept; the rest are counted. */
const KEPT_AMBIGUITIES = 64;

/** Answers the walker without a schema, by the likeliest reading, and keeps the doubtful places. */
export class GuessBinder implements Binder {
  readonly root = 0;
  readonly ambiguities: Ambiguity[] = [];
  ambiguityCount = 0;
  private readonly guesser: Guesser;

  constructor(bytes: Uint8Array) {
    this.guesser = new Guesser(bytes);
  }

  bodyKind(_scope: number, _number: number, start: number, end: number): Kind {
    if (start === end) return Kind.empty;
    const kind = this.guesser.kindOf(start, end);
    if (confidenceOf(this.guesser.gap) === "ambiguous") this.keepAmbiguity(start, end);
    return kind;
  }

  enter(): number {
    return 0;
  }

  /** The readings of a body, for notes and for the list of alternatives. */
  rank(start: number, end: number): Ranking {
    return this.guesser.rank(start, end);
  }

  private keepAmbiguity(start: number, end: number): void {
    this.ambiguityCount++;
    if (this.ambiguities.length < KEPT_AMBIGUITIES) this.ambiguities.push({ start, end });
  }
}

/** A binder for bytes without a schema. */
export function createGuessBinder(bytes: Uint8Array): GuessBinder {
  return new GuessBinder(bytes);
}
