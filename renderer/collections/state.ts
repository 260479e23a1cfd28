/** The collections that are open in this window, and what is known of their last runs. Plain values. */
import type { CollectionTree } from "../../core/contract/collections.ts";
import type { RunOutcome } from "../../core/contract/runner.ts";
import type { ErrorRecord } from "../../core/error.ts";

/** One open collection. */
export interface OpenCollection {
  readonly path: string;
  /** Absent until it was read. */
  readonly tree?: CollectionTree;
  /** Why it could not be read; the tree that was there stays. */
  readonly error?: ErrorRecord;
  /** Paths of the folders that are open, and of the collection itself. */
  readonly expanded: readonly string[];
  /** Name of the chosen environment; empty for none. */
  readonly environment: string;
}

/** How a saved request did in its last run. */
export interface RunMark {
  readonly phase: "running" | RunOutcome;
  /** Assertions that passed, and all of them. */
  readonly passed: number;
  readonly total: number;
  /** Why it did not pass, in one line. */
  readonly reason?: string;
}

/** All of it: collections in the order they were opened, marks by file. */
export interface CollectionsState {
  readonly open: readonly OpenCollection[];
  readonly marks: Readonly<Record<string, RunMark>>;
  /** Running runs: the path that is run by operation id. */
  readonly running: Readonly<Record<string, string>>;
}

/** A window without collections. */
export const NO_COLLECTIONS: CollectionsState = { open: [], marks: {}, running: {} };

/** Adds a collection, opened; one that is there already stays as it is. */
export function addCollection(
  state: CollectionsState,
  path: string,
  kept: Partial<Pick<OpenCollection, "expanded" | "environment">> = {},
): CollectionsState {
  if (state.open.some((one) => one.path === path)) return state;
  const added: OpenCollection = { path, expanded: [path], environment: "", ...kept };
  return { ...state, open: [...state.open, added] };
}

/** Takes a collection out of the window; its files stay. */
export function dropCollection(state: CollectionsState, path: string): CollectionsState {
  return { ...state, open: state.open.filter((one) => one.path !== path) };
}

/** What reading a collection came to. */
export function setTree(
  state: CollectionsState,
  path: string,
  outcome: { readonly tree: CollectionTree } | { readonly error: ErrorRecord },
): CollectionsState {
  return change(state, path, ({ error: _, ...one }) => ({ ...one, ...outcome }));
}

/** Opens or folds a folder, or the collection itself. */
export function toggleFolder(state: CollectionsState, path: string, folder: string): CollectionsState {
  return change(state, path, (one) => ({
    ...one,
    expanded: one.expanded.includes(folder)
      ? one.expanded.filter((other) => other !== folder)
      : [...one.expanded, folder],
  }));
}

/** Chooses an environment; empty for none. */
export function setEnvironment(state: CollectionsState, path: string, environment: string): CollectionsState {
  return change(state, path, (one) => ({ ...one, environment }));
}

/** Notes how a request does. */
export function setMark(state: CollectionsState, file: string, mark: RunMark): CollectionsState {
  return { ...state, marks: { ...state.marks, [file]: mark } };
}

/** A run of a path begins; what the run before said of it is over. */
export function beginRun(state: CollectionsState, operationId: string, path: string): CollectionsState {
  const others = Object.entries(state.marks).filter(([file]) => !isWithin(file, path));
  return {
    ...state,
    marks: Object.fromEntries(others),
    running: { ...state.running, [operationId]: path },
  };
}

/** A run has ended; requests it did not reach are not running any more. */
export function endRun(state: CollectionsState, operationId: string): CollectionsState {
  const { [operationId]: path, ...running } = state.running;
  if (path === undefined) return state;
  const marks = Object.fromEntries(
    Object.entries(state.marks).filter(([file, { phase }]) => phase !== "running" || !isWithin(file, path)),
  );
  return { ...state, running, marks };
}

/** True for a file in a folder, at any depth, and for the folder itself. */
export function isWithin(file: string, folder: string): boolean {
  return file === folder || file.startsWith(`${folder}/`) || file.startsWith(`${folder}\\`);
}

/** The open collection that a file is in. */
export function collectionOf(state: CollectionsState, file: string): OpenCollection | undefined {
  return state.open.find(({ path }) => isWithin(file, path));
}

function change(
  state: CollectionsState,
  path: string,
  map: (one: OpenCollection) => OpenCollection,
): CollectionsState {
  return { ...state, open: state.open.map((one) => (one.path === path ? map(one) : one)) };
}
