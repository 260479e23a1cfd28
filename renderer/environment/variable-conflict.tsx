import type { Variable } from "../../core/contract/environments.ts";
import type { VariableRow } from "./edits.ts";

interface VariableConflictViewProps {
  readonly rows: readonly VariableRow[];
  readonly onDisk: readonly Variable[];
  readonly isGone: boolean;
  readonly onKeep: (side: "mine" | "theirs") => void;
}

/** The file changed while its variables were edited: both versions by name, and nothing written yet. */
export function VariableConflictView({ rows, onDisk, isGone, onKeep }: VariableConflictViewProps) {
  const names = [...new Set([...rows, ...onDisk].map(({ name }) => name))].filter((name) => name !== "");
  return (
    <section className="variable-conflict" aria-label="The file changed on disk">
      <p className="form-wrong" role="alert">
        {isGone ? "The file was moved or deleted." : "The file changed on disk."} Nothing was written.
      </p>
      <table className="variables">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">In this window</th>
            <th scope="col">On disk</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const here = valueWords(rows.findLast((row) => row.name === name));
            const there = valueWords(onDisk.findLast((one) => one.name === name));
            return (
              <tr key={name} className={here === there ? "" : "differs"}>
                <th scope="row">{name}</th>
                <td>{here}</td>
                <td>{there}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <div className="steps">
        <button type="button" className="control button" onClick={() => onKeep("mine")}>
          {isGone ? "Write it again" : "Save mine over it"}
        </button>
        <button type="button" className="control button" onClick={() => onKeep("theirs")}>
          Take the one on disk
        </button>
      </div>
    </section>
  );
}

function valueWords(variable: Variable | undefined): string {
  if (variable === undefined) return "not there";
  return variable.secret === true ? "a secret" : (variable.value ?? "");
}
