import { describe, expect, it } from "vitest";
import type { TimelinePage, TimelineRow } from "../../core/contract/recordings.ts";
import { createTimelineReader } from "../../renderer/timeline/reader.ts";

/** A call that has had `step` more events whenever its rows are asked for. */
function growing(step: number) {
  const asked: string[] = [];
  let eventCount = 0;
  const reader = createTimelineReader(async (start, end, newest): Promise<TimelinePage> => {
    eventCount += step;
    asked.push(newest ? `newest ${end - start}` : `${start}-${end}`);
    const from = newest ? Math.max(0, eventCount - (end - start)) : start;
    const length = Math.max(0, Math.min(eventCount, from + end - start) - from);
    const rows = Array.from({ length }, (_, at) => rowAt(from + at));
    return { start: from, rows, count: eventCount, scanned: eventCount, eventCount };
  });
  return { reader, asked };
}

function rowAt(event: number): TimelineRow {
  return { event, kind: "message-received", at: event, side: "in", title: `Tick #${event}`, detail: "" };
}

const arrival = () => new Promise((resolve) => setTimeout(resolve));

describe("rows of a call that grows", () => {
  it("are read by their places", async () => {
    const { reader, asked } = growing(10_000);
    reader.ensure(100, 120);
    await arrival();
    expect(asked).toEqual(["100-164"]);
    expect([reader.get(99), reader.get(119)?.event, reader.view.get().count]).toEqual([
      undefined,
      119,
      10_000,
    ]);
  });

  it("are there with their number when the newest are followed, however fast they come", async () => {
    const { reader } = growing(10_000);
    reader.follow(true);
    for (let round = 0; round < 8; round++) {
      const { count } = reader.view.get();
      reader.ensure(Math.max(0, count - 30), Math.max(1, count));
      reader.refresh();
      await new Promise((resolve) => setTimeout(resolve, 110));
      const newest = reader.view.get().count;
      expect(newest).toBeGreaterThan(count);
      expect(reader.get(newest - 1)?.event).toBe(newest - 1);
      expect(reader.get(newest - 60)?.event).toBe(newest - 60);
    }
  });

  it("keep those on the screen when they become too many", async () => {
    const { reader } = growing(10_000);
    for (let start = 0; start < 9_000; start += 1_000) {
      reader.ensure(start, start + 1_000);
      await arrival();
    }
    reader.ensure(8_000, 8_010);
    reader.refresh();
    await new Promise((resolve) => setTimeout(resolve, 110));
    expect([reader.get(0), reader.get(8_005)?.event]).toEqual([undefined, 8_005]);
  });
});
