import type { ReactNode } from "react";
import type { TimelineFilter } from "../../core/contract/recordings.ts";

interface FilterBarProps {
  readonly filter: TimelineFilter;
  readonly onChange: (filter: TimelineFilter) => void;
  readonly children: ReactNode;
}

/** Which events are listed, and what can be done with them. */
export function FilterBar({ filter, onChange, children }: FilterBarProps) {
  return (
    <div className="timeline-bar">
      <fieldset className="switch plain">
        <legend className="hidden">Direction</legend>
        <Side filter={filter} side={undefined} label="All" onChange={onChange} />
        <Side filter={filter} side="out" label="→ Sent" onChange={onChange} />
        <Side filter={filter} side="in" label="← Received" onChange={onChange} />
      </fieldset>
      <input
        className="control"
        aria-label="Text to find"
        placeholder="Text…"
        spellCheck={false}
        value={filter.text ?? ""}
        onChange={(event) => onChange({ ...filter, text: event.target.value || undefined })}
      />
      <input
        className="control mono"
        aria-label="Field to find"
        placeholder="field.path"
        title="Only messages that have this field; with a text, only where its value has the text"
        spellCheck={false}
        value={filter.path ?? ""}
        onChange={(event) => onChange({ ...filter, path: event.target.value || undefined })}
      />
      <span className="timeline-actions">{children}</span>
    </div>
  );
}

interface SideProps {
  readonly filter: TimelineFilter;
  readonly side: TimelineFilter["side"];
  readonly label: string;
  readonly onChange: (filter: TimelineFilter) => void;
}

function Side({ filter, side, label, onChange }: SideProps) {
  return (
    <button type="button" aria-pressed={filter.side === side} onClick={() => onChange({ ...filter, side })}>
      {label}
    </button>
  );
}
