import type { KeyboardEvent } from "react";

interface SearchFieldProps {
  readonly label: string;
  readonly className: string;
  /** The list of what was found, and its active row where there is one. */
  readonly listId: string;
  readonly active: number | undefined;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** An arrow asks for the row below (1) or above (-1). */
  readonly onStep: (step: 1 | -1) => void;
  /** Enter takes the active row. */
  readonly onTake: () => void;
}

/** A field over a list: letters find, arrows walk the list, Enter takes a row. Rows are named `listId-index`. */
export function SearchField(props: SearchFieldProps) {
  const { label, className, listId, active, query, onQuery, onStep, onTake } = props;

  function press(event: KeyboardEvent) {
    if (event.key === "Enter") onTake();
    else if (event.key === "ArrowDown") onStep(1);
    else if (event.key === "ArrowUp") onStep(-1);
    else return;
    event.preventDefault();
  }

  return (
    <input
      className={className}
      role="combobox"
      aria-label={label}
      aria-expanded="true"
      aria-controls={listId}
      aria-activedescendant={active === undefined ? undefined : `${listId}-${active}`}
      placeholder={label}
      spellCheck={false}
      value={query}
      onChange={(event) => onQuery(event.target.value)}
      onKeyDown={press}
    />
  );
}
