import { useRef, useState } from "react";
import { notify } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { rename } from "./change.ts";

interface NameFieldProps {
  readonly path: string;
  readonly name: string;
  /** The name is another, or stays. */
  readonly onDone: () => void;
}

/** The name of a row while it is changed in its place: Enter takes it over, Escape leaves it as it was. */
export function NameField({ path, name: before, onDone }: NameFieldProps) {
  const [name, setName] = useState(before);
  const isDone = useRef(false);

  function end(given: string): void {
    if (isDone.current) return;
    isDone.current = true;
    onDone();
    if (given === "" || given === before) return;
    rename(path, given).catch((thrown: unknown) => notify(toErrorRecord(thrown).message, "warning"));
  }

  return (
    <input
      className="control row-name"
      aria-label={`New name of ${before}`}
      maxLength={200}
      spellCheck={false}
      value={name}
      ref={(field) => field?.focus()}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setName(event.target.value)}
      onBlur={() => end(name.trim())}
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") end(name.trim());
        if (event.key === "Escape") end("");
      }}
    />
  );
}
