interface ChoiceSwitchProps<Value extends string> {
  /** What is chosen, for those who do not see the buttons side by side. */
  readonly legend: string;
  readonly className?: string;
  readonly choices: readonly (readonly [value: Value, label: string])[];
  readonly value: Value | undefined;
  readonly onChoose: (value: Value) => void;
}

/** One of a few, as buttons side by side. */
export function ChoiceSwitch<Value extends string>(props: ChoiceSwitchProps<Value>) {
  const { legend, className = "switch plain", choices, value, onChoose } = props;
  return (
    <fieldset className={className}>
      <legend className="hidden">{legend}</legend>
      {choices.map(([one, label]) => (
        <button key={one} type="button" aria-pressed={one === value} onClick={() => onChoose(one)}>
          {label}
        </button>
      ))}
    </fieldset>
  );
}
