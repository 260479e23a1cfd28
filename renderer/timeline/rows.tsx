import { type KeyboardEvent, useCallback, useEffect, useState } from "react";
import type { TimelineFilter, TimelineRow } from "../../core/contract/recordings.ts";
import { formatBytes, formatDuration } from "../format/sizes.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { useTimeline } from "./use-timeline.ts";

/** The row whose message the answer and the inspector show. */
export interface ShownRow {
  /** The event that was picked. */
  readonly event: number | undefined;
  /** The number of its message among the received ones; undefined for one that was sent. */
  readonly received: number | undefined;
}

interface RowsProps {
  readonly recordingId: string;
  readonly filter: TimelineFilter;
  readonly eventCount: number;
  /** True keeps the newest row in view. */
  readonly follows: boolean;
  readonly shown: ShownRow;
  readonly onPick: (row: TimelineRow) => void;
  /** The person scrolled: the newest is no longer what they look at. */
  readonly onLook: () => void;
}

const ARROWS = { out: "→", in: "←", none: "·" } as const;
const ROW_HEIGHT = 26;
/** Keys with which a list that has the focus is scrolled. */
const SCROLLING = new Set(["Home", "End", "PageUp", "PageDown", " "]);
/** The number of a message stays where its long name is cut off. */
const NUMBER = / #\d+$/;

/** The events of a call, in the order of time; those on the screen alone. */
export function TimelineRows(props: RowsProps) {
  const { recordingId, filter, eventCount, follows, shown, onPick, onLook } = props;
  const { reader, view } = useTimeline(recordingId, filter, eventCount, follows);
  const filtered = filter.side !== undefined || filter.text !== undefined || filter.path !== undefined;

  const [drawn, setDrawn] = useState({ start: 0, end: 0 });
  const [looked, setLooked] = useState<number>();
  const picked = shown.event;
  const isShown = ({ event, side, message }: TimelineRow) =>
    picked === undefined
      ? side === "in" && message !== undefined && message === shown.received
      : event === picked;
  const drawnRows = Array.from({ length: drawn.end - drawn.start }, (_, at) => reader.get(drawn.start + at));
  const drawnAt = drawnRows.findIndex((row) => row !== undefined && isShown(row));
  const shownAt = drawnAt < 0 ? rowIndexOf(reader.get, view.count, picked) : drawn.start + drawnAt;

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another filter moves the picked row
  useEffect(() => {
    // Without a filter a row is its event.
    if (!filtered && picked !== undefined) setLooked(picked);
  }, [filtered]);

  const onWindow = useCallback(
    (start: number, end: number) => {
      reader.ensure(start, end);
      setDrawn({ start, end });
    },
    [reader],
  );

  function press(event: KeyboardEvent<HTMLDivElement>) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 || SCROLLING.has(event.key)) onLook();
    if (step === 0) return;
    event.preventDefault();
    let next = shownAt === undefined ? (follows ? view.count - 1 : 0) : shownAt + step;
    // Messages alone can be picked: what stands between them is walked over.
    while (reader.get(next)?.message === undefined && reader.get(next) !== undefined) next += step;
    const row = reader.get(next);
    if (row === undefined) return;
    setLooked(next);
    onPick(row);
  }

  if (view.count === 0 && filtered && view.scanned >= view.eventCount)
    return <p className="quiet-note timeline">Nothing matches.</p>;
  return (
    <VirtualRows
      role="listbox"
      aria-label="Timeline"
      aria-activedescendant={drawnAt < 0 ? undefined : `event-${drawnRows[drawnAt]?.event}`}
      tabIndex={0}
      className="timeline"
      count={view.count}
      rowHeight={ROW_HEIGHT}
      shown={follows ? view.count - 1 : looked}
      onWindow={onWindow}
      onKeyDown={press}
      onWheel={onLook}
      onPointerDown={(event) => {
        // The list itself is where its scroll bar is.
        if (event.target === event.currentTarget) onLook();
      }}
      renderRow={(index) => {
        const row = reader.get(index);
        if (row === undefined) return <div key={index} className="event-row" />;
        return <Row key={index} row={row} selected={isShown(row)} onPick={() => onPick(row)} />;
      }}
    />
  );
}

/** Where the picked event is among the rows that are here. */
function rowIndexOf(
  get: (index: number) => TimelineRow | undefined,
  count: number,
  picked: number | undefined,
): number | undefined {
  if (picked === undefined) return undefined;
  // Rows are in the order of their events, so that the place can be halved down to; without a filter it is the event itself.
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = get(middle);
    if (row === undefined) return get(picked)?.event === picked ? picked : undefined;
    if (row.event < picked) low = middle + 1;
    else high = middle;
  }
  return get(low)?.event === picked ? low : undefined;
}

interface RowProps {
  readonly row: TimelineRow;
  readonly selected: boolean;
  readonly onPick: () => void;
}

function Row({ row, selected, onPick }: RowProps) {
  const { event, at, side, kind, title, detail, message, byteLength, wireByteLength, answerAfter } = row;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it names the active row
    <div
      id={`event-${event}`}
      role="option"
      aria-selected={selected}
      className={`event-row ${message === undefined ? "" : "pickable"}`}
      onClick={onPick}
    >
      <span className="event-at">{at.toFixed(1)}</span>
      <span
        className={`event-arrow ${kind === "half-close" ? "closing" : message === undefined ? "" : side}`}
        aria-hidden="true"
      >
        {ARROWS[side]}
      </span>
      <span
        className={`event-title ${kind === "status" ? (title === "OK" ? "ok" : "error") : ""}`}
        title={title}
      >
        <span className="event-name">{title.replace(NUMBER, "")}</span>
        {NUMBER.exec(title)?.[0]}
      </span>
      <span className="event-detail">{detail}</span>
      {answerAfter === undefined ? null : (
        <span className="event-after" title="After the message that was sent before it">
          +{formatDuration(answerAfter)}
        </span>
      )}
      <span className="event-size">
        {byteLength === undefined ? "" : formatBytes(byteLength)}
        {wireByteLength === undefined ? "" : ` (${formatBytes(wireByteLength)} on the wire)`}
      </span>
    </div>
  );
}
