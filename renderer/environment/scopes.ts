/** Everything that defines variables for a request, as the entries of one list. Pure. */
import type { Environment, Variable } from "../../core/contract/environments.ts";
import type { VariablePlace } from "../../core/contract/variable-places.ts";
import type { Finding } from "../../core/finding.ts";

/** Where the entries stand, in the order of the list. */
export const SCOPE_GROUPS = ["Environments", "Everywhere", "Folders", "Request"] as const;
export type ScopeGroup = (typeof SCOPE_GROUPS)[number];

/** One set of variables. */
export interface ScopeEntry {
  /** The file; the draft's id for a request, and a name for an environment that has no file yet. */
  readonly key: string;
  readonly group: ScopeGroup;
  readonly label: string;
  readonly variables: readonly Variable[];
  /** Of the file as it was read; empty where there is none. */
  readonly hash: string;
  readonly findings: readonly Finding[];
  /** Its secrets are those of this environment; empty for those that hold in every environment. */
  readonly environment: string;
}

/** The request in front, as far as its variables go. */
export interface ScopedRequest {
  readonly id: string;
  readonly title: string;
  readonly variables: readonly Variable[];
}

/** The entries; `added` are names of environments that are not saved yet. */
export function scopeEntries(
  environments: readonly Environment[],
  places: readonly VariablePlace[],
  request: ScopedRequest | undefined,
  added: readonly string[],
): readonly ScopeEntry[] {
  const saved = environments.map(({ name, file, ...rest }) => ({
    ...rest,
    key: file,
    group: "Environments" as const,
    label: name,
    environment: name,
  }));
  const fresh = added
    .filter((name) => environments.every((one) => one.name !== name))
    .map((name) => ({
      key: newEnvironmentKey(name),
      group: "Environments" as const,
      label: name,
      variables: [],
      hash: "",
      findings: [],
      environment: name,
    }));
  const files = places.map(({ scope, file, name, variables, hash, findings }) => ({
    key: file,
    group: scope === "folder" ? ("Folders" as const) : ("Everywhere" as const),
    label: scope === "folder" ? name : scope === "workspace" ? "Workspace" : "Collection",
    variables,
    hash,
    findings,
    environment: "",
  }));
  const own =
    request === undefined
      ? []
      : [
          {
            key: request.id,
            group: "Request" as const,
            label: request.title,
            variables: request.variables,
            hash: "",
            findings: [],
            environment: "",
          },
        ];
  return [...saved, ...fresh, ...files, ...own];
}

/** The key of an environment that has no file yet. */
export function newEnvironmentKey(name: string): string {
  return `new ${name}`;
}

/** What a group's variables hold for, in words. */
export function scopeWords({ group, label }: ScopeEntry): string {
  switch (group) {
    case "Environments":
      return "While this environment is chosen.";
    case "Everywhere":
      return label === "Workspace"
        ? "For every collection beside this one; in workspace.yml above it."
        : "For every request of the collection, whatever the environment.";
    case "Folders":
      return "For the requests in this folder; they hide the environment’s.";
    case "Request":
      return "For this request alone; they hide all others, and are saved with it.";
  }
}
