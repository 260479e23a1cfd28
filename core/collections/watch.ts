/** Hears of outside edits and branch switches in a collection's folder. */
import { basename } from "node:path";
import { watch } from "chokidar";
import { TEMPORARY } from "./replace-file.ts";

/** ms that changes are gathered: a branch switch is one piece of news. */
const gathering = 120;
/** Files that are named; more than these are told as everything. */
const maximumNamed = 100;
/** Folders in folders that are watched. */
const maximumDepth = 32;

/** A watched folder. */
export interface Watcher {
  close(): Promise<void>;
}

/**
 * Watches the folder and tells which files changed, gathered, until it is closed. Where the system has no more
 * watches to give, `onChange` is simply not called: opening the collection again always shows what is there.
 */
export function watchFolder(path: string, onChange: (files: readonly string[]) => void): Watcher {
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = () => {
    timer = undefined;
    const files = [...changed];
    changed.clear();
    onChange(files.length > maximumNamed ? [] : files.sort());
  };
  const note = (file: string) => {
    if (file.endsWith(TEMPORARY)) return;
    changed.add(file);
    timer ??= setTimeout(tell, gathering);
  };
  const watcher = watch(path, {
    ignoreInitial: true,
    depth: maximumDepth,
    ignored: (file) => file !== path && isIgnored(basename(file)),
  });
  watcher.on("all", (_, file) => note(file));
  watcher.on("error", () => undefined);
  return {
    async close() {
      clearTimeout(timer);
      await watcher.close();
    },
  };
}

function isIgnored(name: string): boolean {
  return name === "node_modules" || (name.startsWith(".") && name !== ".env");
}
