import { notify } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { KeepingNote } from "../secrets/keeping-note.tsx";
import { useStore } from "../state/use-store.ts";
import { FindingList } from "../ui/finding-list.tsx";
import { duplicateEnvironment, removeEnvironment, renameEnvironment } from "./change-environment.ts";
import { rowsOf, scopeEdits, type VariableRow } from "./edits.ts";
import { EnvironmentTools } from "./environment-tools.tsx";
import { dropEdit, type VariableConflict } from "./save-edits.ts";
import { type ScopeEntry, scopeWords } from "./scopes.ts";
import { keptSecrets } from "./secrets.ts";
import { VariableConflictView } from "./variable-conflict.tsx";
import { VariableTable } from "./variable-table.tsx";

interface ScopePanelProps {
  readonly path: string;
  readonly entry: ScopeEntry;
  readonly conflict: VariableConflict | undefined;
  readonly onSettle: (entry: ScopeEntry, side: "mine" | "theirs") => Promise<void>;
  /** Shows another entry, by its key. */
  readonly onShow: (key: string) => void;
  /** An environment that was never saved is given up. */
  readonly onForget: () => void;
}

/** The variables of one scope. */
export function ScopePanel({ path, entry, conflict, onSettle, onShow, onForget }: ScopePanelProps) {
  const edit = useStore(scopeEdits, (state) => state[entry.key]);
  const rows = edit?.rows ?? rowsOf(entry, keptSecrets(path, entry.environment));
  const { label, group, findings } = entry;
  const isSaved = entry.hash !== "";
  const change = (next: readonly VariableRow[]) =>
    scopeEdits.update((state) => ({
      ...state,
      [entry.key]: { rows: next, hash: edit?.hash ?? entry.hash },
    }));

  function attempt(work: Promise<string | undefined>): void {
    work.then(
      (key) => key !== undefined && onShow(key),
      (thrown: unknown) => notify(toErrorRecord(thrown).message, "warning"),
    );
  }

  async function remove(): Promise<undefined> {
    dropEdit(entry.key);
    if (isSaved) await removeEnvironment(path, label);
    onForget();
  }

  return (
    <section className="scope-panel" aria-label={label}>
      <header>
        <h3>{label}</h3>
        {group === "Environments" ? (
          <EnvironmentTools
            name={label}
            isSaved={isSaved}
            onRename={(to) => attempt(renameEnvironment(path, label, to))}
            onDuplicate={(to) => attempt(duplicateEnvironment(path, label, to))}
            onRemove={() => attempt(remove())}
          />
        ) : null}
      </header>
      <p className="scope-words">{scopeWords(entry)}</p>
      {conflict === undefined ? (
        <VariableTable rows={rows} secrets={path !== ""} onChange={change} />
      ) : (
        <VariableConflictView
          rows={rows}
          onDisk={conflict.onDisk}
          isGone={conflict.hash === ""}
          onKeep={(side) => void onSettle(entry, side)}
        />
      )}
      {findings.length === 0 ? null : <FindingList findings={findings} label="Faults in the file" />}
      {rows.some(({ secret }) => secret === true) ? (
        <>
          <p className="quiet-note">
            The value of a secret never goes into a file of the collection. One that is empty is taken from
            .env or an environment variable of its name.
          </p>
          <KeepingNote />
        </>
      ) : null}
    </section>
  );
}
