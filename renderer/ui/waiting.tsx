import { useLate } from "./use-late.ts";

interface WaitingProps {
  /** Where it is: `reflecting 12 of 40`. */
  readonly stage: string;
  readonly onCancel?: (() => void) | undefined;
}

/** A wait that shows where it is and can be ended; nothing for the first moment. */
export function Waiting({ stage, onCancel }: WaitingProps) {
  if (!useLate(true)) return null;
  return (
    <div className="waiting" role="status">
      <span className="waiting-bar" aria-hidden="true" />
      <span>{stage}…</span>
      {onCancel === undefined ? null : (
        <button type="button" className="link" onClick={onCancel}>
          Cancel
        </button>
      )}
    </div>
  );
}
