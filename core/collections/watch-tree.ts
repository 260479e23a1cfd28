/**
 * Watches a folder and the folders in it. Where the system watches trees by itself one watch does; on Linux it is one
 * for each folder and none for files, since a folder tells of its files: thousands of requests cost nothing.
 */
import { type FSWatcher, promises, watch } from "node:fs";
import { join } from "node:path";

/** Folders that are watched at the most, and how deep. */
const maximumFolders = 10_000;
const maximumDepth = 32;

/** What is passed over, and who hears of the rest. */
export interface TreeListener {
  readonly isIgnored: (name: string) => boolean;
  /** A file or folder that came, went or changed. */
  readonly onChange: (path: string) => void;
}

/** A watched tree. */
export interface TreeWatch {
  close(): void;
}

/** Begins to watch. Never rejects: what cannot be watched is not. */
export async function watchTree(path: string, listener: TreeListener): Promise<TreeWatch> {
  if (process.platform !== "linux") return watchWhole(path, listener);
  const folders = new Folders(listener);
  await folders.add(path, 0);
  return folders;
}

function watchWhole(path: string, { isIgnored, onChange }: TreeListener): TreeWatch {
  const watcher = tryWatch(path, true, (name) => {
    if (!name.split(/[\\/]/).some(isIgnored)) onChange(join(path, name));
  });
  return { close: () => watcher?.close() };
}

class Folders implements TreeWatch {
  readonly #listener: TreeListener;
  readonly #watched = new Map<string, FSWatcher>();
  #isClosed = false;

  constructor(listener: TreeListener) {
    this.#listener = listener;
  }

  /** Watches a folder and what is in it. With `tell`, what it holds already is told as a change. */
  async add(path: string, depth: number, tell = false): Promise<void> {
    if (this.#isClosed || depth > maximumDepth || this.#watched.size >= maximumFolders) return;
    if (this.#watched.has(path)) return;
    const watcher = tryWatch(
      path,
      false,
      (name, isAnother) => void this.#heard(path, name, depth, isAnother),
    );
    if (watcher === undefined) return;
    this.#watched.set(path, watcher);
    // A folder that is renamed or removed ends its watch with an error or not at all; its parent tells.
    watcher.on("error", () => this.#drop(path));
    const entries = await promises.readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (this.#listener.isIgnored(entry.name)) continue;
      const inside = join(path, entry.name);
      if (tell) this.#listener.onChange(inside);
      if (entry.isDirectory()) await this.add(inside, depth + 1, tell);
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const watcher of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  /** `isAnother` when the name came or went: what stands under it now is not what stood there. */
  async #heard(folder: string, name: string, depth: number, isAnother: boolean): Promise<void> {
    if (name === "" || this.#listener.isIgnored(name)) return;
    const path = join(folder, name);
    this.#listener.onChange(path);
    const stat = await promises.stat(path).catch(() => undefined);
    if (isAnother) this.#drop(path);
    if (stat?.isDirectory() === true) await this.add(path, depth + 1, true);
  }

  #drop(path: string): void {
    for (const [watched, watcher] of this.#watched) {
      if (watched !== path && !watched.startsWith(join(path, "/"))) continue;
      watcher.close();
      this.#watched.delete(watched);
    }
  }
}

function tryWatch(
  path: string,
  recursive: boolean,
  onName: (name: string, isAnother: boolean) => void,
): FSWatcher | undefined {
  try {
    const watcher = watch(path, { recursive }, (type, name) => onName(name ?? "", type === "rename"));
    watcher.on("error", () => undefined);
    return watcher;
  } catch {
    return undefined;
  }
}
