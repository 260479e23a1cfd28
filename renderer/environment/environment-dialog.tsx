import { useState } from "react";
import type { Environment, Variable } from "../../core/contract/environments.ts";
import { notify } from "../actions/notify.ts";
import { collections } from "../collections/store.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { KeepingNote } from "../secrets/keeping-note.tsx";
import { useStore } from "../state/use-store.ts";
import { Modal } from "../ui/modal.tsx";
import { giveSecrets, keptSecrets } from "./secrets.ts";
import { editedCollection, environments, readEnvironments } from "./store.ts";

interface Row extends Variable {
  readonly key: string;
}

const NO_ENVIRONMENTS: readonly Environment[] = [];

function closeDialog(): void {
  editedCollection.update(() => undefined);
}

/** The environments of a collection and their variables, while they are edited. */
export function EnvironmentDialog() {
  const path = useStore(editedCollection, (state) => state);
  return path === undefined ? null : <OpenDialog path={path} />;
}

function OpenDialog({ path }: { readonly path: string }) {
  const known = useStore(environments, (state) => state.byCollection[path] ?? NO_ENVIRONMENTS);
  const chosen = collections.get().open.find((each) => each.path === path)?.environment ?? "";
  const [name, setName] = useState(chosen || (known[0]?.name ?? "local"));
  const environment = known.find((each) => each.name === name);
  return (
    <Modal label="Environments" className="environment-dialog" onClose={closeDialog}>
      <h2>Environments</h2>
      <label>
        Environment
        <input
          className="control"
          list="environment-names"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <datalist id="environment-names">
          {known.map((each) => (
            <option key={each.name} value={each.name} />
          ))}
        </datalist>
      </label>
      <VariableTable
        key={`${name} ${environment?.hash ?? ""}`}
        path={path}
        name={name}
        hash={environment?.hash}
        variables={environment?.variables ?? []}
      />
    </Modal>
  );
}

interface TableProps {
  readonly path: string;
  readonly name: string;
  readonly hash: string | undefined;
  readonly variables: readonly Variable[];
}

function VariableTable({ path, name, hash, variables }: TableProps) {
  const [rows, setRows] = useState<readonly Row[]>(() =>
    variables.map((variable, index) => ({
      ...variable,
      ...(variable.secret === true ? { value: keptSecrets(path, name)[variable.name] ?? "" } : {}),
      key: String(index),
    })),
  );
  const all = [...rows, { key: String(rows.length), name: "", value: "" }];
  const change = (key: string, part: Partial<Row>) =>
    setRows(
      all
        .map((row) => (row.key === key ? { ...row, ...part } : row))
        .filter((row) => row.name !== "" || row.value !== ""),
    );

  async function save() {
    const filled = rows.filter((row) => row.name.trim() !== "");
    const secrets = filled.filter(({ secret }) => secret === true);
    try {
      await giveSecrets(
        path,
        name,
        Object.fromEntries(secrets.map((row) => [row.name.trim(), row.value ?? ""])),
      );
      const outcome = await (await engine()).saveEnvironment({
        collection: path,
        name,
        variables: filled.map(({ key: _, value, ...variable }) => ({
          ...variable,
          name: variable.name.trim(),
          ...(variable.secret === true || value === undefined ? {} : { value }),
        })),
        ...(hash === undefined ? {} : { hash }),
      });
      if (outcome.kind === "conflict")
        notify("The environment was changed outside; nothing was written. Look at it again.", "warning");
      else closeDialog();
      await readEnvironments(path);
    } catch (thrown) {
      const { message, hint } = toErrorRecord(thrown);
      notify(`${message} ${hint}`, "warning");
    }
  }

  return (
    <>
      <table className="variables">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
            <th scope="col">Secret</th>
          </tr>
        </thead>
        <tbody>
          {all.map((row) => (
            <tr key={row.key}>
              <td>
                <input
                  className="control mono"
                  aria-label="Name of a variable"
                  spellCheck={false}
                  value={row.name}
                  onChange={(event) => change(row.key, { name: event.target.value })}
                />
              </td>
              <td>
                <input
                  className="control mono"
                  aria-label={`Value of ${row.name || "a new variable"}`}
                  type={row.secret === true ? "password" : "text"}
                  autoComplete="off"
                  spellCheck={false}
                  value={row.value ?? ""}
                  onChange={(event) => change(row.key, { value: event.target.value })}
                />
              </td>
              <td>
                <input
                  type="checkbox"
                  aria-label={`${row.name || "A new variable"} is a secret`}
                  checked={row.secret === true}
                  onChange={(event) => change(row.key, { secret: event.target.checked })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet-note">
        The value of a secret never goes into a file of the collection. One that is empty is taken from .env
        or an environment variable of its name.
      </p>
      <KeepingNote />
      <div className="dialog-steps">
        <button type="button" className="control button" onClick={closeDialog}>
          Cancel
        </button>
        <button
          type="button"
          className="control button first"
          disabled={name.trim() === ""}
          onClick={() => void save()}
        >
          Save
        </button>
      </div>
    </>
  );
}
