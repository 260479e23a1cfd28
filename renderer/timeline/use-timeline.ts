import { useEffect, useMemo } from "react";
import type { TimelineFilter } from "../../core/contract/recordings.ts";
import { engine } from "../engine/link.ts";
import { useStore } from "../state/use-store.ts";
import { createTimelineReader, type TimelineReader, type TimelineView } from "./reader.ts";

/** The rows of a recording that pass a filter. `eventCount` is how many events there are by now: it makes them be read again. */
export function useTimeline(
  recordingId: string,
  filter: TimelineFilter,
  eventCount: number,
): { readonly reader: TimelineReader; readonly view: TimelineView } {
  const { side, text, path } = filter;
  const reader = useMemo(
    () =>
      createTimelineReader(async (start, end) =>
        (await engine()).readTimeline({ recordingId, start, end, filter: { side, text, path } }),
      ),
    [recordingId, side, text, path],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: more events are what makes it read again
  useEffect(() => reader.refresh(), [reader, eventCount]);
  const view = useStore(reader.view, (now) => now);
  return { reader, view };
}
