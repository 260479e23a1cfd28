/** Saving edited variables, each where it belongs. */
import type { Variable } from "../../core/contract/environments.ts";
import { editRequest } from "../actions/tabs.ts";
import { engine } from "../engine/link.ts";
import { type ScopeEdit, scopeEdits, variablesOf } from "./edits.ts";
import type { ScopeEntry } from "./scopes.ts";
import { giveSecrets, keptSecrets } from "./secrets.ts";
import { readEnvironments } from "./store.ts";

/** A file that changed while its variables were edited: what is on disk now. */
export interface VariableConflict {
  readonly key: string;
  readonly onDisk: readonly Variable[];
  /** Empty when the file is gone. */
  readonly hash: string;
}

/** Gives an edit up. */
export function dropEdit(key: string): void {
  scopeEdits.update(({ [key]: _, ...rest }) => rest);
}

/** Saves one edit; a conflict has written nothing, and the edit stays. Rejects with a `ByteglassError`. */
export async function saveEdit(
  collection: string,
  entry: ScopeEntry,
  { rows, hash }: ScopeEdit,
): Promise<VariableConflict | undefined> {
  const { variables, secrets } = variablesOf(rows);
  const conflict = await saveVariables(collection, entry, variables, hash);
  if (conflict !== undefined) return conflict;
  await keepSecrets(collection, entry, variables, secrets);
  dropEdit(entry.key);
  return undefined;
}

async function saveVariables(
  collection: string,
  { group, key, label }: ScopeEntry,
  variables: Variable[],
  hash: string,
): Promise<VariableConflict | undefined> {
  if (group === "Request") {
    editRequest(key, (draft) => ({ ...draft, variables }));
    return undefined;
  }
  const one = await engine();
  const base = hash === "" ? {} : { hash };
  const outcome =
    group === "Environments"
      ? await one.saveEnvironment({ collection, name: label, variables, ...base })
      : await one.saveVariablePlace({ collection, file: key, variables, ...base });
  await readEnvironments(collection);
  if (outcome.kind === "saved") return undefined;
  const { onDisk } = outcome;
  return { key, onDisk: onDisk?.variables ?? [], hash: onDisk?.hash ?? "" };
}

/** Secrets without an environment share one place: those of other scopes stay in it. */
async function keepSecrets(
  collection: string,
  { environment, variables: before }: ScopeEntry,
  after: readonly Variable[],
  secrets: Readonly<Record<string, string>>,
): Promise<void> {
  const known = keptSecrets(collection, environment);
  const gone = new Set([...before, ...after].map(({ name }) => name));
  const others = Object.entries(known).filter(([name]) => environment === "" && !gone.has(name));
  const next = { ...Object.fromEntries(others), ...secrets };
  if (JSON.stringify(next) !== JSON.stringify(known)) await giveSecrets(collection, environment, next);
}
