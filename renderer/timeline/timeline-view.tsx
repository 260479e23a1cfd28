import { type ReactNode, useEffect } from "react";
import type { RecordingState, TimelineRow } from "../../core/contract/recordings.ts";
import { useStore } from "../state/use-store.ts";
import { exportRecording } from "./actions.ts";
import { Chart } from "./chart.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { LiveButtons } from "./live-buttons.tsx";
import { changeLook, lookAt, looks, type TimelineLook } from "./looks.ts";
import { type ShownRow, TimelineRows } from "./rows.tsx";
import { Strip } from "./strip.tsx";

interface TimelineViewProps {
  readonly tabId: string;
  readonly state: RecordingState;
  /** What a file of it is called. */
  readonly name: string;
  readonly shown: ShownRow;
  /** True where the message that is shown stays, whatever comes. */
  readonly pinned: boolean;
  readonly onPin: () => void;
  readonly onUnpin: () => void;
  readonly onPick: (row: TimelineRow) => void;
  /** More that can be done. */
  readonly children?: ReactNode;
}

/** A recording: the strip, the chart, the rows, and what narrows them down. */
export function TimelineView(props: TimelineViewProps) {
  const { tabId, state, name, shown, pinned, onPin, onUnpin, onPick, children } = props;
  const { recordingId, duration } = state;
  const isLive = state.phase !== "ended";
  const kept = useStore(looks, (all) => all[tabId]);
  const look = lookAt(kept === undefined ? {} : { [tabId]: kept }, tabId, { recordingId, isLive });
  const { filter, charted, field, follows, held } = look;
  const change = (part: Partial<TimelineLook>) => changeLook(tabId, look, part);
  function follow(): void {
    change({ follows: true });
    onUnpin();
  }

  // What was picked before the view was held stays afterwards.
  function hold(isHeld: boolean): void {
    change(isHeld ? { held: state.eventCount, pinned } : { held: undefined });
    if (isHeld) onPin();
    else if (follows && !look.pinned) onUnpin();
  }

  // The view stands still while the stream goes on.
  const eventCount = isLive ? (held ?? state.eventCount) : state.eventCount;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a call that was seen live is followed to its last row
  useEffect(() => change({}), [recordingId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of the stream alone ends the holding
  useEffect(() => {
    if (!isLive && held !== undefined) hold(false);
  }, [isLive]);

  return (
    <div className="timeline-view">
      <Strip recordingId={recordingId} eventCount={eventCount} duration={duration} />
      {charted ? (
        <Chart
          recordingId={recordingId}
          eventCount={eventCount}
          duration={duration}
          chosen={field}
          onChoose={(chosen) => change({ field: chosen })}
        />
      ) : null}
      <FilterBar filter={filter} onChange={(next) => change({ filter: next })}>
        <button
          type="button"
          className="quiet"
          aria-pressed={charted}
          title="Draw a numeric field of the messages over time"
          onClick={() => change({ charted: !charted })}
        >
          Chart
        </button>
        {isLive ? (
          <LiveButtons state={state} look={look} pinned={pinned} onFollow={follow} onHold={hold} />
        ) : null}
        {children}
        <button
          type="button"
          className="quiet"
          title="A file that Byteglass opens again, with the descriptors it needs"
          onClick={() => void exportRecording(state, "recording", name)}
        >
          Export…
        </button>
        <button
          type="button"
          className="quiet"
          title="One JSON object a line for each event, messages with their bytes"
          onClick={() => void exportRecording(state, "ndjson", name)}
        >
          NDJSON…
        </button>
      </FilterBar>
      <TimelineRows
        recordingId={recordingId}
        filter={filter}
        eventCount={eventCount}
        follows={follows && held === undefined}
        shown={shown}
        onPick={(row) => {
          change({ follows: false });
          onPick(row);
        }}
        onLook={() => {
          if (follows) change({ follows: false });
          onPin();
        }}
      />
    </div>
  );
}
