import { useState } from "react";

interface EnvironmentToolsProps {
  readonly name: string;
  /** Where the environment has no file yet, there is nothing to copy. */
  readonly isSaved: boolean;
  readonly onRename: (to: string) => void;
  readonly onDuplicate: (to: string) => void;
  readonly onRemove: () => void;
}

/** Renames, copies and removes an environment; removing asks first, where the button was. */
export function EnvironmentTools({ name, isSaved, onRename, onDuplicate, onRemove }: EnvironmentToolsProps) {
  const [asking, setAsking] = useState<"rename" | "duplicate" | "remove">();
  if (asking === "remove") {
    return (
      <div className="scope-tools">
        <span>Remove {name}? Its file is kept.</span>
        <button type="button" className="control button" onClick={onRemove}>
          Remove
        </button>
        <button type="button" className="quiet" onClick={() => setAsking(undefined)}>
          Keep it
        </button>
      </div>
    );
  }
  if (asking !== undefined) {
    const act = asking === "rename" ? onRename : onDuplicate;
    return (
      <NameForm
        label={asking === "rename" ? "Rename" : "Duplicate"}
        name={asking === "rename" ? name : `${name} copy`}
        onDone={(to) => {
          setAsking(undefined);
          if (to !== undefined) act(to);
        }}
      />
    );
  }
  return (
    <div className="scope-tools">
      <button type="button" className="quiet" disabled={!isSaved} onClick={() => setAsking("rename")}>
        Rename…
      </button>
      <button type="button" className="quiet" disabled={!isSaved} onClick={() => setAsking("duplicate")}>
        Duplicate…
      </button>
      <button type="button" className="quiet" onClick={() => (isSaved ? setAsking("remove") : onRemove())}>
        Remove…
      </button>
    </div>
  );
}

interface NameFormProps {
  readonly label: string;
  readonly name: string;
  readonly onDone: (to: string | undefined) => void;
}

function NameForm({ label, name: before, onDone }: NameFormProps) {
  const [name, setName] = useState(before);
  return (
    <form
      className="scope-tools"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(name.trim() === "" ? undefined : name.trim());
      }}
    >
      <input
        className="control"
        aria-label="New name of the environment"
        ref={(field) => field?.focus()}
        maxLength={200}
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onFocus={(event) => event.target.select()}
      />
      <button type="submit" className="control button">
        {label}
      </button>
      <button type="button" className="quiet" onClick={() => onDone(undefined)}>
        Cancel
      </button>
    </form>
  );
}
