import { useRef, useState } from "react";
import { VariableInput } from "../environment/variable-input.tsx";
import { readDeadline } from "../format/deadline.ts";
import { settings } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { Popover } from "../ui/popover.tsx";

interface DeadlineFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** How long a call may take, as typed; empty takes the usual deadline, which its word opens. */
export function DeadlineField({ value, onChange }: DeadlineFieldProps) {
  const usual = useStore(settings, (state) => state.deadline.trim());
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const reading = readDeadline(value.trim() === "" ? usual : value);
  return (
    <div
      className={`control deadline ${reading.ok ? "" : "invalid"}`}
      title={reading.ok ? "How long the call may take" : reading.message}
    >
      <button
        ref={button}
        type="button"
        className="deadline-word"
        aria-haspopup="dialog"
        aria-expanded={open}
        title="Set the usual deadline"
        onClick={() => setOpen(!open)}
      >
        deadline
      </button>
      <VariableInput
        aria-label="Deadline"
        aria-invalid={!reading.ok}
        placeholder={usual === "" ? "none" : usual}
        spellCheck={false}
        size={Math.max(4, value.length)}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {open ? (
        <Popover label="Usual deadline" anchor={button} floating onClose={() => setOpen(false)}>
          <UsualDeadline />
        </Popover>
      ) : null}
    </div>
  );
}

function UsualDeadline() {
  const usual = useStore(settings, (state) => state.deadline);
  const reading = readDeadline(usual);
  return (
    <div className="usual-deadline">
      <label className="form-row">
        <span>Usual deadline</span>
        <input
          className={`control mono ${reading.ok ? "" : "invalid"}`}
          aria-invalid={!reading.ok}
          aria-describedby="usual-deadline-note"
          placeholder="none"
          spellCheck={false}
          value={usual}
          onChange={(event) => settings.update((now) => ({ ...now, deadline: event.target.value }))}
        />
      </label>
      <p id="usual-deadline-note" className={reading.ok ? "muted" : "form-wrong"}>
        {reading.ok
          ? "Holds for every call that names none, and is kept. A request's own deadline goes before it; write none there to wait for as long as it takes."
          : reading.message}
      </p>
    </div>
  );
}
