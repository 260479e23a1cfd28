import type { KeyboardEvent } from "react";
import type { TimelineRow } from "../../core/contract/recordings.ts";
import { formatBytes } from "../format/sizes.ts";
import { pinShown, type Run, showMessage, shownNumber } from "../state/runs.ts";
import { runs } from "../state/stores.ts";
import { pickEvent } from "../timeline/actions.ts";
import { useTimeline } from "../timeline/use-timeline.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";

interface ReceivedListProps {
  readonly tabId: string;
  readonly run: Run;
}

const RECEIVED = { side: "in" } as const;

/** The messages of a stream; the one that is picked is shown below. */
export function ReceivedList({ tabId, run }: ReceivedListProps) {
  const { reader, view } = useTimeline(
    run.operationId,
    RECEIVED,
    run.recording?.eventCount ?? 0,
    !run.pinned,
  );
  // A sent message that was picked is not in this list.
  const shown = shownNumber(run) ?? -1;

  function pick(index: number): void {
    const row = reader.get(index);
    // The first messages are here already; the others are fetched out of the recording.
    if (index < run.received.length) runs.update((state) => showMessage(state, tabId, index));
    else if (row !== undefined) void pickEvent(run.operationId, row.event);
  }

  function press(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    pick(Math.min(view.count - 1, Math.max(0, shown + step)));
  }

  return (
    <VirtualRows
      role="listbox"
      aria-label="Received messages"
      aria-activedescendant={`${tabId}-message-${shown}`}
      tabIndex={0}
      className="received"
      count={view.count}
      rowHeight={26}
      shown={run.pinned ? shown : view.count - 1}
      onWindow={reader.ensure}
      onKeyDown={press}
      onWheel={() => runs.update((state) => pinShown(state, run.operationId))}
      renderRow={(index) => {
        const row = reader.get(index);
        if (row === undefined) return <div key={index} className="event-row" />;
        return (
          <ReceivedRow
            key={index}
            id={`${tabId}-message-${index}`}
            row={row}
            selected={index === shown}
            onPick={() => pick(index)}
          />
        );
      }}
    />
  );
}

interface ReceivedRowProps {
  readonly id: string;
  readonly row: TimelineRow;
  readonly selected: boolean;
  readonly onPick: () => void;
}

function ReceivedRow({ id, row, selected, onPick }: ReceivedRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it names the active row
    <div id={id} role="option" aria-selected={selected} className="event-row received-row" onClick={onPick}>
      <span className="event-arrow in" aria-hidden="true">
        ←
      </span>
      <span className="event-title">{row.title}</span>
      <span className="event-detail">{row.detail}</span>
      <span className="event-size">{formatBytes(row.byteLength ?? 0)}</span>
    </div>
  );
}
