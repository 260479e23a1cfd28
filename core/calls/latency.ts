/** Times of many calls in an HDR histogram: three significant digits over any number of calls, in bounded memory. */
import { build, type Histogram } from "hdr-histogram-js";
import type { Latency } from "../contract/compare.ts";
import type { LatencyBar } from "../contract/load.ts";

/** An hour in µs: no call of a comparison takes longer. */
const LONGEST = 3_600_000_000;
const BARS = 40;

/** Records times in ms, with a resolution of 1 µs. */
export class LatencyRecorder {
  readonly #histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: LONGEST,
    numberOfSignificantValueDigits: 3,
  });

  get count(): number {
    return this.#histogram.totalCount;
  }

  record(milliseconds: number): void {
    this.#histogram.recordValue(Math.min(LONGEST, Math.max(1, Math.round(milliseconds * 1000))));
  }

  /** The percentiles in ms; undefined when nothing was recorded. */
  summary(): Latency | undefined {
    const histogram = this.#histogram;
    if (histogram.totalCount === 0) return undefined;
    // A value is known to three digits: rounded up, a percentile would lie beyond the longest time.
    const at = (percentile: number) =>
      Math.min(histogram.getValueAtPercentile(percentile), histogram.maxValue) / 1000;
    return {
      minimum: histogram.minNonZeroValue / 1000,
      p5: at(5),
      p50: at(50),
      p95: at(95),
      p99: at(99),
      maximum: histogram.maxValue / 1000,
      mean: histogram.mean / 1000,
    };
  }

  /** At most forty bars of equal width on a logarithmic scale, empty ones at the ends left out. */
  bars(): readonly LatencyBar[] {
    const histogram = this.#histogram;
    if (histogram.totalCount === 0) return [];
    const [low, high] = [
      histogram.minNonZeroValue,
      Math.max(histogram.maxValue, histogram.minNonZeroValue + 1),
    ];
    const step = (Math.log(high) - Math.log(low)) / BARS;
    const bars: LatencyBar[] = [];
    let before = 0;
    let from = low;
    for (let index = 1; index <= BARS; index++) {
      const to = index === BARS ? high : Math.exp(Math.log(low) + step * index);
      const upTo = index === BARS ? histogram.totalCount : this.#countUpTo(to);
      bars.push({ from: from / 1000, to: to / 1000, count: upTo - before });
      before = upTo;
      from = to;
    }
    return bars;
  }

  #countUpTo(microseconds: number): number {
    return Math.round((this.#percentileAt(microseconds) / 100) * this.#histogram.totalCount);
  }

  /** Halves down to the share of calls that took no longer than a time. */
  #percentileAt(microseconds: number): number {
    let [low, high] = [0, 100];
    for (let round = 0; round < 24; round++) {
      const middle = (low + high) / 2;
      if (this.#histogram.getValueAtPercentile(middle) <= microseconds) low = middle;
      else high = middle;
    }
    return low;
  }
}
