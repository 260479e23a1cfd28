interface DialogNameProps {
  readonly name: string;
  readonly onChange: (name: string) => void;
}

/** The name that a dialog asks for; the one it suggests is selected, to be typed over. */
export function DialogName({ name, onChange }: DialogNameProps) {
  return (
    <input
      className="control"
      aria-label="Name"
      maxLength={200}
      spellCheck={false}
      value={name}
      onChange={(event) => onChange(event.target.value)}
      onFocus={(event) => event.target.select()}
    />
  );
}
