import { readDeadline } from "../format/deadline.ts";

interface DeadlineFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** How long a call may take, as typed. */
export function DeadlineField({ value, onChange }: DeadlineFieldProps) {
  const reading = readDeadline(value);
  return (
    <label
      className={`control deadline ${reading.ok ? "" : "invalid"}`}
      title={reading.ok ? "How long the call may take" : reading.message}
    >
      <span>deadline</span>
      <input
        aria-label="Deadline"
        aria-invalid={!reading.ok}
        placeholder="none"
        spellCheck={false}
        size={Math.max(4, value.length)}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  );
}
