import { useState } from "react";
import { SCOPE_GROUPS, type ScopeEntry } from "./scopes.ts";

interface ScopeListProps {
  readonly entries: readonly ScopeEntry[];
  readonly chosen: string;
  /** Keys of entries with edits that are not saved. */
  readonly edited: ReadonlySet<string>;
  readonly onChoose: (key: string) => void;
  /** With the name of a new environment. Absent where there is no collection to put it into. */
  readonly onAdd: ((name: string) => void) | undefined;
}

/** Who defines variables, the outermost scopes below the environments. */
export function ScopeList({ entries, chosen, edited, onChoose, onAdd }: ScopeListProps) {
  return (
    <nav className="scope-list" aria-label="Scopes">
      {SCOPE_GROUPS.map((group) => {
        const inGroup = entries.filter((entry) => entry.group === group);
        const canAdd = group === "Environments" ? onAdd : undefined;
        if (inGroup.length === 0 && canAdd === undefined) return null;
        return (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <ul>
              {inGroup.map(({ key, label, variables, findings }) => (
                <li key={key}>
                  <button
                    type="button"
                    className="scope-entry"
                    aria-current={key === chosen ? "true" : undefined}
                    onClick={() => onChoose(key)}
                  >
                    <span className="side-name">{label}</span>
                    {findings.length === 0 ? null : (
                      <span className="dot warning" role="img" aria-label="has faults" />
                    )}
                    {edited.has(key) ? (
                      <span className="dot unsaved" role="img" aria-label="not saved" />
                    ) : (
                      <span className="scope-count">{variables.length === 0 ? "" : variables.length}</span>
                    )}
                  </button>
                </li>
              ))}
            </ul>
            {canAdd === undefined ? null : <NewEnvironment onAdd={canAdd} />}
          </section>
        );
      })}
    </nav>
  );
}

function NewEnvironment({ onAdd }: { readonly onAdd: (name: string) => void }) {
  const [name, setName] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") return;
        onAdd(name.trim());
        setName("");
      }}
    >
      <input
        className="control scope-new"
        aria-label="Name of a new environment"
        placeholder="+ New environment"
        maxLength={200}
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
    </form>
  );
}
