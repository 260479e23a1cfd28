import type { Stats } from "node:fs";
import type { FSWatcher } from "chokidar";
import { watch } from "chokidar";
import type { SchemaSource } from "../../contract/params.ts";
import { messageOf } from "../../error.ts";
import { isSkippedFolder, watchedPaths } from "./watched-paths.ts";

/** What a watch tells: what changed, or why it cannot watch any more. */
export interface WatchListener {
  readonly onChange: (files: readonly string[]) => void;
  readonly onFault: (reason: string) => void;
}

/** A running watch. */
export interface SourceWatch {
  /** Resolves once every change is told from now on, or once there can be none. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** Quiet time after a change before it is told, in ms: a checkout or a generator writes many files. */
const quietTime = 200;

/** Longest time a change is held back while others follow, in ms. */
const longestWait = 2_000;

/** Files and folders watched at most, and steps down from a named folder: systems have few watches to give. */
const maxEntries = 4_000;
const maxDepth = 12;

/** Changed files told at a time. */
const maxTold = 100;

/**
 * Tells when `.proto` files or descriptor sets of the sources appear, change or go, some time after the last change.
 * Answers undefined where there is nothing to watch.
 */
export function watchSources(
  sources: readonly SchemaSource[],
  listener: WatchListener,
): SourceWatch | undefined {
  const paths = watchedPaths(sources);
  if (paths.length === 0) return undefined;
  const named = new Set(paths);
  const seen = new Set<string>();
  const teller = createTeller(listener.onChange);

  /** Asked for every path, with its stats the second time; a path that was let in stays in. */
  function isIgnored(path: string, stats?: Stats): boolean {
    if (named.has(path)) return false;
    if (isSkippedFolder(path)) return true;
    if (stats === undefined) return false;
    if (!stats.isDirectory() && !path.endsWith(".proto")) return true;
    if (seen.has(path)) return false;
    if (seen.size >= maxEntries) return true;
    seen.add(path);
    return false;
  }

  const watcher: FSWatcher = watch([...paths], {
    ignoreInitial: true,
    depth: maxDepth,
    ignored: isIgnored,
    ignorePermissionErrors: true,
    atomic: true,
  });
  watcher.on("all", (event, path) => {
    if (event !== "addDir") teller.note(path);
  });
  watcher.on("error", (thrown) => {
    listener.onFault(messageOf(thrown));
  });
  let end = (): void => undefined;
  const ready = new Promise<void>((resolve) => {
    end = resolve;
  });
  watcher.once("ready", end).once("error", end);
  return {
    ready,
    async close() {
      teller.stop();
      await watcher.close();
      end();
    },
  };
}

function createTeller(onChange: (files: readonly string[]) => void) {
  const files = new Set<string>();
  let quiet: NodeJS.Timeout | undefined;
  let longest: NodeJS.Timeout | undefined;

  function stop(): void {
    clearTimeout(quiet);
    clearTimeout(longest);
    longest = undefined;
  }

  function tell(): void {
    stop();
    const told = [...files];
    files.clear();
    if (told.length > 0) onChange(told);
  }

  return {
    stop,
    note(file: string): void {
      if (files.size < maxTold) files.add(file);
      clearTimeout(quiet);
      quiet = setTimeout(tell, quietTime);
      longest ??= setTimeout(tell, longestWait);
    },
  };
}
