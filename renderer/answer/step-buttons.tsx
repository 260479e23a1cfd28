import { type NextStep, stepLabel } from "./next-steps.ts";

interface StepButtonsProps {
  readonly steps: readonly NextStep[];
  readonly onTake: (step: NextStep) => void;
}

/** The next steps of a failure, the likeliest first. */
export function StepButtons({ steps, onTake }: StepButtonsProps) {
  if (steps.length === 0) return null;
  return (
    <div className="steps">
      {steps.map((step, index) => (
        <button
          key={stepLabel(step)}
          type="button"
          className={index === 0 ? "control button first" : "control button"}
          onClick={() => onTake(step)}
        >
          {stepLabel(step)}
        </button>
      ))}
    </div>
  );
}
