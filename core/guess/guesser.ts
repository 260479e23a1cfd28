import { Kind } from "../wire/kinds.ts";
import { findInvalidUtf8 } from "../wire/utf8.ts";
import {
  bytesCost,
  embeddedFrameCost,
  MEASURED_BYTES,
  packedFixedCost,
  packedVarintCost,
  textCost,
} from "./costs.ts";
import { type MessageMeter, startMeter, stepMeter } from "./message-meter.ts";
import type { Ranking, Reading } from "./reading.ts";

/** Records read for one question; a body with more is judged by its beginning. */
const NODE_BUDGET = 20_000;
/** Messages within messages that one question looks into. */
const DEPTH_BUDGET = 32;
/** Bodies whose answer is remembered, since the walker asks for the inner ones next. */
const REMEMBERED_BODIES = 65_536;

const SHARED_START = 7;

interface Remembered {
  readonly end: number;
  readonly ranking: Ranking;
}

/**
 * Chooses readings for the LEN bodies of one buffer by description length. Bounded: it looks at a limited number
 * of records per question, keeps a stack of its own, and remembers the answers for inner bodies.
 */
export class Guesser {
  private readonly bytes: Uint8Array;
  private readonly remembered = new Map<number, Remembered>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /** All readings of a body, the likeliest first. */
  rank(start: number, end: number): Ranking {
    const known = this.remembered.get(start);
    if (known !== undefined && known.end === end) return known.ranking;
    if (!this.mayBeMessage(start, end)) return this.finish(start, end, undefined, true);
    const stack = [startMeter(start, end)];
    let budget = NODE_BUDGET;
    for (;;) {
      const meter = stack.at(-1);
      if (meter === undefined) return this.finish(start, end, undefined, true);
      const step = budget > 0 ? stepMeter(this.bytes, meter) : "end";
      budget--;
      if (step === "record") continue;
      if (step !== "end") {
        this.addBody(stack, meter, step.body.start, step.body.end);
        continue;
      }
      stack.pop();
      const ranking = this.finish(meter.start, meter.end, meter, budget > 0 || stack.length === 0);
      const outer = stack.at(-1);
      if (outer === undefined) return ranking;
      outer.bits += innerCost(ranking);
    }
  }

  /** Goes into a body that may be a message, or adds the bits of its best flat reading. */
  private addBody(stack: MessageMeter[], meter: MessageMeter, start: number, end: number): void {
    const known = this.remembered.get(start);
    if (end === start) meter.bits += 1;
    else if (known !== undefined && known.end === end) meter.bits += innerCost(known.ranking);
    else if (stack.length < DEPTH_BUDGET && this.mayBeMessage(start, end)) stack.push(startMeter(start, end));
    else meter.bits += innerCost(this.finish(start, end, undefined, stack.length < DEPTH_BUDGET));
  }

  /** A quick look at the first tag. */
  private mayBeMessage(start: number, end: number): boolean {
    const first = this.bytes[start] ?? 0;
    const wireType = first & 7;
    return end - start >= 2 && first >= 8 && wireType < 6 && wireType !== 4;
  }

  private finish(start: number, end: number, meter: MessageMeter | undefined, complete: boolean): Ranking {
    const readings = this.flatReadings(start, end);
    const refusal = meter === undefined ? `no field begins at ${start}` : meter.refusal;
    if (meter !== undefined) readings.push(messageReading(meter));
    readings.sort((a, b) => a.cost - b.cost);
    const [first, second] = readings;
    const gap =
      first === undefined || second === undefined ? Number.POSITIVE_INFINITY : second.cost - first.cost;
    const ranking = { readings, gap, refusal };
    if (complete) this.remember(start, end, ranking);
    return ranking;
  }

  private flatReadings(start: number, end: number): Reading[] {
    const { bytes } = this;
    const readings: Reading[] = [
      { kind: Kind.text, name: "text", cost: this.checkedTextCost(start, end) },
      { kind: Kind.packedVarint, name: "packed varint", cost: packedVarintCost(bytes, start, end) },
      { kind: Kind.packedFixed32, name: "packed 32", cost: packedFixedCost(bytes, start, end, 4) },
      { kind: Kind.packedFixed64, name: "packed 64", cost: packedFixedCost(bytes, start, end, 8) },
      { kind: Kind.bytes, name: "embedded gRPC frame", cost: embeddedFrameCost(bytes, start, end) },
      { kind: Kind.bytes, name: "bytes", cost: bytesCost(bytes, start, end) },
    ];
    return readings.filter((reading) => Number.isFinite(reading.cost));
  }

  /** Long texts are measured by their beginning, but must be UTF-8 to their end. */
  private checkedTextCost(start: number, end: number): number {
    const cost = textCost(this.bytes, start, end);
    if (end - start <= MEASURED_BYTES || !Number.isFinite(cost)) return cost;
    return findInvalidUtf8(this.bytes, start, end) === undefined ? cost : Number.POSITIVE_INFINITY;
  }

  private remember(start: number, end: number, ranking: Ranking): void {
    if (this.remembered.size >= REMEMBERED_BODIES) this.remembered.clear();
    this.remembered.set(start, { end, ranking });
  }
}

/** Bits of a body inside a message: most of what the choice of its type costs is shared by all its siblings. */
function innerCost(ranking: Ranking): number {
  return Math.max(1, (ranking.readings[0]?.cost ?? 0) - SHARED_START);
}

/** What was read of a message; the rest of a long one is taken to go on alike. */
function messageReading(meter: MessageMeter): Reading {
  const read = meter.position - meter.start;
  const whole = meter.end - meter.start;
  const scale = meter.refusal === "" && read > 0 ? whole / read : 1;
  const name = meter.refusal === "" ? "message" : "broken message";
  return { kind: Kind.message, name, cost: meter.bits * scale };
}
