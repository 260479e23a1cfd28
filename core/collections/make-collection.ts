/** A whole collection at once, in a folder of its own. */
import { promises } from "node:fs";
import { join } from "node:path";
import { Document } from "yaml";
import type { SavedRequest } from "../contract/collections.ts";
import type { SchemaSource } from "../contract/params.ts";
import { ByteglassError, codeOf } from "../error.ts";
import { COLLECTION_FILE, FOLDER_FILE, FORMAT_VERSION } from "./collection-file.ts";
import { fileStem, freeNameAmong } from "./item-names.ts";
import { replaceFile, unwritable } from "./replace-file.ts";
import { writeRequestText } from "./write-request.ts";

/** A request and the names of the folders it is in, outermost first. */
export interface PlacedRequest {
  readonly folder: readonly string[];
  readonly request: SavedRequest;
}

/** What goes into it. */
export interface CollectionContent {
  readonly name: string;
  /** Kept in the collection's own file; requests need not repeat them. */
  readonly sources: readonly SchemaSource[];
  readonly requests: Iterable<PlacedRequest>;
}

/** How it is made. */
export interface MakeOptions {
  readonly signal: AbortSignal;
  readonly onCount?: (count: number) => void;
}

/**
 * Writes the files. The collection's own file comes last, so that a folder that was given up half way is no collection.
 * Answers with the number of requests. Throws `usage` for a folder with something in it, and `file-unwritable`.
 */
export async function makeCollection(
  out: string,
  content: CollectionContent,
  { signal, onCount }: MakeOptions,
): Promise<number> {
  await requireEmpty(out);
  const count = await writeRequests(out, content.requests, { signal, ...(onCount && { onCount }) });
  const { name, sources } = content;
  const extensions = sources.length === 0 ? {} : { extensions: { byteglass: { sources } } };
  const head = { opencollection: FORMAT_VERSION, info: { name }, ...extensions };
  await replaceFile(join(out, COLLECTION_FILE), new Document(head).toString({ lineWidth: 0 }));
  return count;
}

/** Writes requests into a folder that nothing else is in or writes to. Answers with their number. */
export async function writeRequests(
  out: string,
  requests: Iterable<PlacedRequest>,
  { signal, onCount }: MakeOptions,
): Promise<number> {
  const root = new Folder(out);
  let count = 0;
  for (const { folder, request } of requests) {
    signal.throwIfAborted();
    let place = root;
    for (const name of folder) place = await place.folder(name);
    await place.add(request);
    count += 1;
    onCount?.(count);
  }
  return count;
}

async function requireEmpty(out: string): Promise<void> {
  try {
    const [first] = await promises.readdir(out);
    if (first === undefined) return;
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return;
    throw unwritable(out, thrown);
  }
  throw new ByteglassError("usage", `${out} has something in it already; nothing was written.`, {
    hint: "Name a folder that is not there, or an empty one.",
  });
}

/** A folder that nothing else writes to: its names and numbers are known without looking. */
class Folder {
  readonly #path: string;
  readonly #taken = new Set<string>();
  readonly #folders = new Map<string, Folder>();
  #requests = 0;

  constructor(path: string) {
    this.#path = path;
  }

  async folder(name: string): Promise<Folder> {
    const known = this.#folders.get(name);
    if (known !== undefined) return known;
    const path = join(this.#path, this.#freeName(fileStem(name), ""));
    const made = new Folder(path);
    this.#folders.set(name, made);
    const info = { name, type: "folder", seq: this.#folders.size };
    await replaceFile(join(path, FOLDER_FILE), new Document({ info }).toString());
    return made;
  }

  async add(request: SavedRequest): Promise<void> {
    const file = join(this.#path, this.#freeName(fileStem(request.name), ".yml"));
    this.#requests += 1;
    const written = writeRequestText(file, undefined, { ...request, sequence: this.#requests });
    if (!written.ok) throw new ByteglassError("internal", `${file} could not be made.`, written);
    await replaceFile(file, written.value);
  }

  #freeName(stem: string, ending: string): string {
    const name = freeNameAmong(this.#taken, this.#path, stem, ending);
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
