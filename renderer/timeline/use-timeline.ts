import { useEffect, useMemo } from "react";
import type { TimelineFilter } from "../../core/contract/recordings.ts";
import { engine } from "../engine/link.ts";
import { useStore } from "../state/use-store.ts";
import { createTimelineReader, type TimelineReader, type TimelineView } from "./reader.ts";

/**
 * The rows of a recording that pass a filter. `eventCount` is how many events there are by now: it makes them be read
 * again. `follows` has the newest read first.
 */
export function useTimeline(
  recordingId: string,
  filter: TimelineFilter,
  eventCount: number,
  follows: boolean,
): { readonly reader: TimelineReader; readonly view: TimelineView } {
  const { side, text, path } = filter;
  const reader = useMemo(
    () =>
      createTimelineReader(async (start, end, newest) =>
        (await engine()).readTimeline({ recordingId, start, end, newest, filter: { side, text, path } }),
      ),
    [recordingId, side, text, path],
  );
  useEffect(() => reader.follow(follows), [reader, follows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: more events are what makes it read again
  useEffect(() => reader.refresh(), [reader, eventCount]);
  const view = useStore(reader.view, (now) => now);
  return { reader, view };
}
