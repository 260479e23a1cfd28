import { type ReactNode, useEffect } from "react";
import type { RecordingState, TimelineRow } from "../../core/contract/recordings.ts";
import { counted } from "../format/sizes.ts";
import { useStore } from "../state/use-store.ts";
import { exportRecording, pauseStream } from "./actions.ts";
import { Chart } from "./chart.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { changeLook, lookAt, looks, type TimelineLook } from "./looks.ts";
import { TimelineRows } from "./rows.tsx";
import { Strip } from "./strip.tsx";

interface TimelineViewProps {
  readonly tabId: string;
  readonly state: RecordingState;
  /** What a file of it is called. */
  readonly name: string;
  readonly picked: number | undefined;
  readonly onPick: (row: TimelineRow) => void;
  /** More that can be done. */
  readonly children?: ReactNode;
}

/** A recording: the strip, the chart, the rows, and what narrows them down. */
export function TimelineView({ tabId, state, name, picked, onPick, children }: TimelineViewProps) {
  const { recordingId, duration } = state;
  const isLive = state.phase !== "ended";
  const kept = useStore(looks, (all) => all[tabId]);
  const look = lookAt(kept === undefined ? {} : { [tabId]: kept }, tabId, { recordingId, isLive });
  const { filter, charted, field, follows, held } = look;
  const change = (part: Partial<TimelineLook>) => changeLook(tabId, look, part);
  // The view stands still while the stream goes on.
  const eventCount = isLive ? (held ?? state.eventCount) : state.eventCount;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a call that was seen live is followed to its last row
  useEffect(() => change({}), [recordingId]);

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
        {isLive && !follows && held === undefined ? (
          <button
            type="button"
            className="quiet"
            title="Keep the newest event in view"
            onClick={() => change({ follows: true })}
          >
            Follow
          </button>
        ) : null}
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
          <>
            <button
              type="button"
              className="quiet"
              aria-pressed={held !== undefined}
              title="Stop moving the view; the stream goes on"
              onClick={() => change({ held: held === undefined ? state.eventCount : undefined })}
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
        picked={picked}
        onPick={(row) => {
          change({ follows: false });
          onPick(row);
        }}
        onLook={() => (follows ? change({ follows: false }) : undefined)}
      />
    </div>
  );
}
