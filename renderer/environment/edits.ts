/** Variables while they are edited: what was typed stays until it is saved or given up, whatever happens to the file. */
import type { Variable } from "../../core/contract/environments.ts";
import { createStore } from "../state/store.ts";
import type { ScopeEntry } from "./scopes.ts";

/** A variable as typed; a secret has its value here, too. */
export interface VariableRow extends Variable {
  readonly key: string;
}

/** The rows of one entry, and the file they were typed over. */
export interface ScopeEdit {
  readonly rows: readonly VariableRow[];
  readonly hash: string;
}

/** Edits by the key of their entry. */
export const scopeEdits = createStore<Readonly<Record<string, ScopeEdit>>>({});

/** The rows of an entry before anything was typed. */
export function rowsOf(
  { variables }: ScopeEntry,
  secrets: Readonly<Record<string, string>>,
): readonly VariableRow[] {
  return variables.map((variable, index) => ({
    ...variable,
    ...(variable.secret === true ? { value: secrets[variable.name] ?? "" } : {}),
    key: String(index),
  }));
}

/** The rows with one changed; one that has neither name nor value is gone. The row after the last is a new one. */
export function changeRow(
  rows: readonly VariableRow[],
  key: string,
  part: Partial<VariableRow>,
): readonly VariableRow[] {
  const known = rows.some((row) => row.key === key) ? rows : [...rows, { key, name: "", value: "" }];
  return known
    .map((row) => (row.key === key ? { ...row, ...part } : row))
    .filter((row) => row.name !== "" || (row.value ?? "") !== "");
}

/** A key that no row has. */
export function freeKey(rows: readonly VariableRow[]): string {
  return String(rows.reduce((highest, row) => Math.max(highest, Number(row.key)), -1) + 1);
}

/** The variables as they are saved, and the values of the secrets among them. */
export function variablesOf(rows: readonly VariableRow[]): {
  readonly variables: Variable[];
  readonly secrets: Readonly<Record<string, string>>;
} {
  const named = rows.filter((row) => row.name.trim() !== "");
  const variables = named.map(({ key: _, value, name, ...rest }) => ({
    ...rest,
    name: name.trim(),
    ...(rest.secret === true || value === undefined ? {} : { value }),
  }));
  const secrets = Object.fromEntries(
    named.filter(({ secret }) => secret === true).map(({ name, value }) => [name.trim(), value ?? ""]),
  );
  return { variables, secrets };
}

/** Names that stand more than once: the last one counts, so the others are likely a mistake. */
export function repeatedNames(rows: readonly VariableRow[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const { name, disabled } of rows) {
    const trimmed = name.trim();
    if (trimmed === "" || disabled === true) continue;
    if (seen.has(trimmed)) repeated.add(trimmed);
    seen.add(trimmed);
  }
  return repeated;
}
