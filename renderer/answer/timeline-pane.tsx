import { editRequest } from "../actions/tabs.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { type Run, showMessage } from "../state/runs.ts";
import { runs } from "../state/stores.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { type TimelineLine, timelineLine } from "./timeline.ts";

interface TimelinePaneProps {
  readonly draft: RequestDraft;
  readonly run: Run | undefined;
}

/** What happened when, from the connection to the status; a received message opens at a click. */
export function TimelinePane({ draft, run }: TimelinePaneProps) {
  const events = run?.record?.events ?? run?.events ?? [];
  if (events.length === 0) return <p className="quiet-note">Nothing has happened yet.</p>;

  function show(index: number) {
    runs.update((state) => showMessage(state, draft.id, index));
    editRequest(draft.id, (now) => ({ ...now, answerPane: "body", inspectorSide: "answer" }));
  }

  return (
    <VirtualRows
      role="list"
      aria-label="Timeline"
      tabIndex={0}
      className="timeline"
      count={events.length}
      rowHeight={26}
      renderRow={(index) => {
        const event = events[index];
        return event === undefined ? null : <Line key={index} line={timelineLine(event)} onShow={show} />;
      }}
    />
  );
}

const ARROWS = { out: "→", in: "←", none: "·" } as const;

function Line({ line, onShow }: { readonly line: TimelineLine; readonly onShow: (index: number) => void }) {
  const { received } = line;
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows of a virtual list are positioned, not flowed
    <div role="listitem" className="event-row">
      <span className="event-at">{line.at.toFixed(1)}</span>
      <span className={`event-arrow ${line.side}`} aria-hidden="true">
        {ARROWS[line.side]}
      </span>
      {received === undefined ? (
        <span className="event-title">{line.title}</span>
      ) : (
        <button type="button" className="event-title link" onClick={() => onShow(received)}>
          {line.title}
        </button>
      )}
      <span className="event-detail">{line.detail}</span>
      <span className="event-size">{line.size}</span>
    </div>
  );
}
