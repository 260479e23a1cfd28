import { type ReactNode, useState } from "react";
import type { RecordingState, TimelineFilter, TimelineRow } from "../../core/contract/recordings.ts";
import { counted } from "../format/sizes.ts";
import { exportRecording, pauseStream } from "./actions.ts";
import { Chart } from "./chart.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { TimelineRows } from "./rows.tsx";
import { Strip } from "./strip.tsx";

interface TimelineViewProps {
  readonly state: RecordingState;
  /** What a file of it is called. */
  readonly name: string;
  readonly picked: number | undefined;
  readonly onPick: (row: TimelineRow) => void;
  /** More that can be done. */
  readonly children?: ReactNode;
}

/** A recording: the strip, the chart, the rows, and what narrows them down. */
export function TimelineView({ state, name, picked, onPick, children }: TimelineViewProps) {
  const [filter, setFilter] = useState<TimelineFilter>({});
  const [charted, setCharted] = useState(false);
  const [follows, setFollows] = useState(true);
  const [held, setHeld] = useState<number>();
  const live = state.phase !== "ended";
  const { recordingId, duration } = state;
  // The view stands still while the stream goes on.
  const eventCount = held ?? state.eventCount;

  return (
    <div className="timeline-view">
      <Strip recordingId={recordingId} eventCount={eventCount} duration={duration} />
      {charted ? <Chart recordingId={recordingId} eventCount={eventCount} duration={duration} /> : null}
      <FilterBar filter={filter} onChange={setFilter}>
        <button type="button" className="quiet" aria-pressed={charted} onClick={() => setCharted(!charted)}>
          Chart
        </button>
        {live ? (
          <>
            <button
              type="button"
              className="quiet"
              aria-pressed={held !== undefined}
              title="Stop moving the view; the stream goes on"
              onClick={() => setHeld(held === undefined ? state.eventCount : undefined)}
            >
              {held === undefined
                ? "Hold view"
                : `Go on · ${counted(state.eventCount - held, "event")} behind`}
            </button>
            <button
              type="button"
              className="quiet"
              aria-pressed={state.paused}
              title="Stop taking messages: the server has to wait"
              onClick={() => void pauseStream(recordingId, !state.paused)}
            >
              {state.paused ? "Resume stream" : "Pause stream"}
            </button>
          </>
        ) : null}
        {children}
        <button
          type="button"
          className="quiet"
          onClick={() => void exportRecording(state, "recording", name)}
        >
          Export…
        </button>
        <button type="button" className="quiet" onClick={() => void exportRecording(state, "ndjson", name)}>
          NDJSON…
        </button>
      </FilterBar>
      <TimelineRows
        recordingId={recordingId}
        filter={filter}
        eventCount={eventCount}
        follows={live && follows && held === undefined}
        picked={picked}
        onPick={(row) => {
          setFollows(false);
          onPick(row);
        }}
        onLook={() => setFollows(false)}
      />
    </div>
  );
}
