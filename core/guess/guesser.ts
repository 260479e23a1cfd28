import { Kind } from "../wire/kinds.ts";
import { COST_COUNT, Cost, measureFlat } from "./costs.ts";
import { BodyMemory } from "./memory.ts";
import { MessageMeter, type Refusal } from "./message-meter.ts";
import type { Ranking, Reading } from "./reading.ts";

/** Records read for one question; a body with more is judged by its beginning. */
const NODE_BUDGET = 20_000;
/** Messages within messages that one question looks into. */
const DEPTH_BUDGET = 32;
/** Bits that the choice of a type costs and that a field inside a message shares with its siblings. */
const SHARED_START = 7;

/** What a body can be read as. */
export interface NamedKind {
  readonly kind: Kind;
  readonly name: string;
}

/** What is said of a body in a remark. */
export interface Weighed {
  readonly best: NamedKind | undefined;
  /** Undefined when there is only one reading. */
  readonly second: NamedKind | undefined;
  /** Bits between the two. */
  readonly gap: number;
  /** Bits by which a complete message costs more than the best; undefined when it is none. */
  readonly overMessage: number | undefined;
}

/** The readings in the order of `Cost`. */
const READINGS: readonly NamedKind[] = [
  { kind: Kind.text, name: "text" },
  { kind: Kind.packedVarint, name: "packed varint" },
  { kind: Kind.packedFixed32, name: "packed 32" },
  { kind: Kind.packedFixed64, name: "packed 64" },
  { kind: Kind.bytes, name: "embedded gRPC frame" },
  { kind: Kind.bytes, name: "bytes" },
  { kind: Kind.message, name: "message" },
  { kind: Kind.message, name: "broken message" },
];

/**
 * Chooses readings for the LEN bodies of one buffer by description length. Bounded: it looks at a limited number
 * of records per question, keeps a stack of its own, and remembers the answers for inner bodies.
 */
export class Guesser {
  /** Bits between the two best readings of the body asked for last. */
  gap = 0;
  private readonly bytes: Uint8Array;
  private remembered: BodyMemory | undefined;
  private readonly meters: MessageMeter[] = [];
  /** Costs of the body measured last, in the order of `Cost`. */
  private readonly costs = new Float64Array(COST_COUNT);
  private best = 0;
  private second = -1;
  private refusal: Refusal | undefined;
  private refusedAt = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** Made when the first body is asked for: with a schema most messages have none. */
  private get memory(): BodyMemory {
    this.remembered ??= new BodyMemory(this.bytes.length);
    return this.remembered;
  }

  /** The likeliest kind of a body; `gap` then says by how much. */
  kindOf(start: number, end: number): Kind {
    const slot = this.memory.find(start, end);
    if (slot < 0) this.measure(start, end);
    else {
      this.best = this.memory.best(slot);
      this.gap = this.memory.gap(slot);
    }
    return READINGS[this.best]?.kind ?? Kind.bytes;
  }

  /** All readings of a body, the likeliest first. */
  rank(start: number, end: number): Ranking {
    this.measure(start, end);
    const readings: Reading[] = [];
    for (const [index, reading] of READINGS.entries()) {
      const cost = this.costs[index] ?? Number.POSITIVE_INFINITY;
      if (Number.isFinite(cost)) readings.push({ ...reading, cost });
    }
    readings.sort((a, b) => a.cost - b.cost);
    const refusal = this.refusal === undefined ? "" : `${this.refusal} at ${this.refusedAt}`;
    return { readings, gap: this.gap, refusal };
  }

  /** The two likeliest readings of a body and what reading it as a message costs; the same as `rank` says, without a list. */
  weigh(start: number, end: number): Weighed {
    this.measure(start, end);
    const best = READINGS[this.best];
    const second = this.second < 0 ? undefined : READINGS[this.second];
    const over = (this.costs[Cost.message] ?? 0) - (this.costs[this.best] ?? 0);
    return { best, second, gap: this.gap, overMessage: Number.isFinite(over) ? over : undefined };
  }

  /** Measures a body and, as far as the budgets go, everything in it. */
  private measure(start: number, end: number): void {
    let depth = 0;
    let budget = NODE_BUDGET;
    if (!this.mayBeMessage(start, end)) {
      this.measureOne(start, end, undefined, true);
      return;
    }
    this.meterAt(0).open(start, end);
    for (;;) {
      const meter = this.meterAt(depth);
      const step = budget > 0 ? meter.step(this.bytes) : "end";
      budget--;
      if (step === "record") continue;
      if (step === "body") {
        depth = this.addBody(meter, depth);
        continue;
      }
      this.measureOne(meter.start, meter.end, meter, budget > 0 || depth === 0);
      if (depth === 0) return;
      depth--;
      this.meterAt(depth).bits += innerCost(this.costs[this.best] ?? 0);
    }
  }

  /** Goes into a body that may be a message, or adds the bits of its best flat reading. Returns the new depth. */
  private addBody(meter: MessageMeter, depth: number): number {
    const start = meter.bodyStart;
    const end = meter.position;
    const slot = this.memory.find(start, end);
    if (end === start) meter.bits += 1;
    else if (slot >= 0) meter.bits += innerCost(this.memory.cost(slot));
    else if (depth + 1 < DEPTH_BUDGET && this.mayBeMessage(start, end)) {
      this.meterAt(depth + 1).open(start, end);
      return depth + 1;
    } else {
      this.measureOne(start, end, undefined, depth + 1 < DEPTH_BUDGET);
      meter.bits += innerCost(this.costs[this.best] ?? 0);
    }
    return depth;
  }

  /** A quick look at the first tag. */
  private mayBeMessage(start: number, end: number): boolean {
    const first = this.bytes[start] ?? 0;
    const wireType = first & 7;
    return end - start >= 2 && first >= 8 && wireType < 6 && wireType !== 4;
  }

  /** What a quick look finds wrong with the first tag. */
  private firstRefusal(start: number, end: number): Refusal {
    const first = this.bytes[start] ?? 0;
    if (first < 8) return "field number";
    if (end - start < 2) return "value";
    return (first & 7) === 4 ? "group" : (first & 7) > 5 ? "wire type" : "tag";
  }

  /** Compares the flat readings of a body with what its meter found. */
  private measureOne(start: number, end: number, meter: MessageMeter | undefined, complete: boolean): void {
    measureFlat(this.costs, this.bytes, start, end);
    this.refusal = meter === undefined ? this.firstRefusal(start, end) : meter.refusal;
    this.refusedAt = meter?.position ?? start;
    if (meter !== undefined) {
      const read = meter.position - meter.start;
      const isBroken = meter.refusal !== undefined;
      const scale = !isBroken && read > 0 ? (meter.end - meter.start) / read : 1;
      this.costs[isBroken ? Cost.brokenMessage : Cost.message] = meter.bits * scale;
    }
    this.choose();
    if (complete) this.memory.store(start, end, this.best, this.costs[this.best] ?? 0, this.gap);
  }

  private choose(): void {
    let best = 0;
    let bestCost = Number.POSITIVE_INFINITY;
    let secondCost = Number.POSITIVE_INFINITY;
    let second = -1;
    for (let index = 0; index < COST_COUNT; index++) {
      const cost = this.costs[index] ?? Number.POSITIVE_INFINITY;
      if (cost < bestCost) {
        second = Number.isFinite(bestCost) ? best : -1;
        secondCost = bestCost;
        bestCost = cost;
        best = index;
      } else if (cost < secondCost) {
        second = index;
        secondCost = cost;
      }
    }
    this.best = best;
    this.second = second;
    this.gap = secondCost - bestCost;
  }

  private meterAt(depth: number): MessageMeter {
    const known = this.meters[depth];
    if (known !== undefined) return known;
    const fresh = new MessageMeter();
    this.meters[depth] = fresh;
    return fresh;
  }
}

/** Bits of a body inside a message: most of what the choice of its type costs is shared by all its siblings. */
function innerCost(cost: number): number {
  return Math.max(1, cost - SHARED_START);
}
