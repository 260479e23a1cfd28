interface SideFilterProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What narrows a list of the side bar, above it. */
export function SideFilter({ label, placeholder = "Filter…", value, onChange }: SideFilterProps) {
  return (
    <div className="side-filter">
      <input
        className="control"
        aria-label={label}
        placeholder={placeholder}
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
