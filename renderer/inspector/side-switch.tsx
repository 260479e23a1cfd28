import type { InspectorSide } from "../state/drafts.ts";

interface SideSwitchProps {
  readonly side: InspectorSide;
  readonly answerEnabled: boolean;
  readonly onChange: (side: InspectorSide) => void;
}

/** Chooses whose bytes are shown. */
export function SideSwitch({ side, answerEnabled, onChange }: SideSwitchProps) {
  return (
    <fieldset className="switch">
      <legend className="hidden">Bytes of</legend>
      <button type="button" aria-pressed={side === "request"} onClick={() => onChange("request")}>
        Request
      </button>
      <button
        type="button"
        aria-pressed={side === "answer"}
        disabled={!answerEnabled}
        onClick={() => onChange("answer")}
      >
        Answer
      </button>
    </fieldset>
  );
}
