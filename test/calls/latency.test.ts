import fc from "fast-check";
import { expect, it } from "vitest";
import { LatencyRecorder } from "../../core/calls/latency.ts";

it("keeps percentiles in order, between the shortest time and the longest", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 60_000, noNaN: true }), { minLength: 1 }), (times) => {
      const recorder = new LatencyRecorder();
      for (const time of times) recorder.record(time);
      const { p5 = 0, p50 = 0, p95 = 0, p99 = 0, maximum = 0 } = recorder.summary() ?? {};
      expect([p5, p50, p95, p99, maximum]).toEqual([p5, p50, p95, p99, maximum].sort((a, b) => a - b));
      // Three digits are kept.
      expect(Math.abs(maximum - Math.max(...times))).toBeLessThanOrEqual(0.001 + maximum / 1000);
    }),
  );
});
