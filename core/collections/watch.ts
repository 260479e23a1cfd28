/** Hears of outside edits and branch switches in a collection's folder. */
import { basename } from "node:path";
import { TEMPORARY } from "./replace-file.ts";
import { watchTree } from "./watch-tree.ts";

/** ms that changes are gathered: a branch switch is one piece of news. */
const gathering = 120;
/** Files that are named; more than these are told as everything. */
const maximumNamed = 100;

/** A watched folder. */
export interface Watcher {
  close(): Promise<void>;
}

/**
 * Watches the folder and tells which files changed, gathered, until it is closed. What changes after this has
 * resolved is told. Where the system has no more watches to give, `onChange` is simply not called: opening the
 * collection again always shows what is there.
 */
export async function watchFolder(
  path: string,
  onChange: (files: readonly string[]) => void,
): Promise<Watcher> {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    const files = [...changed];
    changed.clear();
    onChange(files.length > maximumNamed ? [] : files.sort());
  };
  const tree = await watchTree(path, {
    isIgnored: (name) => name === "node_modules" || (name.startsWith(".") && name !== ".env"),
    onChange(file) {
      if (basename(file).endsWith(TEMPORARY)) return;
      changed.add(file);
      timer ??= setTimeout(tell, gathering);
    },
  });
  return {
    async close() {
      clearTimeout(timer);
      tree.close();
    },
  };
}
