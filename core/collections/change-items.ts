/** Changes of a collection's tree: making, naming, moving, copying and taking away items. Nothing is overwritten. */
import { promises } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { Document } from "yaml";
import type { CreateItemRequest, MoveItemRequest, RenameItemRequest } from "../contract/collections.ts";
import { ByteglassError } from "../error.ts";
import { changeDocument } from "./change-document.ts";
import { COLLECTION_FILE, FOLDER_FILE, FORMAT_VERSION, readHead, refuseNewer } from "./collection-file.ts";
import { fileStem, freeName } from "./item-names.ts";
import { isItem } from "./open-collection.ts";
import { inOrder, type Place } from "./order.ts";
import { type Plain, putIn } from "./put-yaml.ts";
import { readFileText } from "./read-text.ts";
import { reasonOf, renameFile, replaceFile, unwritable } from "./replace-file.ts";
import { saveRequestFile } from "./request-file.ts";
import { parseYaml } from "./yaml-text.ts";

interface ItemPath {
  readonly path: string;
}

/** Makes a collection, a folder or a request. Throws `file-unwritable`, and `usage` for a collection that is there. */
export async function createItem({ folder, name, item }: CreateItemRequest): Promise<ItemPath> {
  switch (item.kind) {
    case "collection":
      return await createCollection(folder, name);
    case "folder": {
      await refuseNewer(folder);
      const path = join(folder, await freeName(folder, fileStem(name), ""));
      await makeFolder(path);
      const info = { name, type: "folder", seq: (await lastSequence(folder, true)) + 1 };
      await replaceFile(join(path, FOLDER_FILE), new Document({ info }).toString());
      return { path };
    }
    case "request": {
      const path = join(folder, await freeName(folder, fileStem(name), ".yml"));
      const sequence = (await lastSequence(folder, false)) + 1;
      await saveRequestFile(path, { ...item.request, name, sequence }, undefined);
      return { path };
    }
  }
}

async function createCollection(folder: string, name: string): Promise<ItemPath> {
  const file = join(folder, COLLECTION_FILE);
  if ((await readFileText(file)) !== undefined) {
    throw new ByteglassError("usage", `${folder} is a collection already.`, {
      hint: "Open it, or choose another folder.",
    });
  }
  await makeFolder(folder);
  await replaceFile(file, new Document({ opencollection: FORMAT_VERSION, info: { name } }).toString());
  return { path: folder };
}

async function makeFolder(path: string): Promise<void> {
  try {
    await promises.mkdir(path, { recursive: true });
  } catch (thrown) {
    throw unwritable(path, thrown);
  }
}

/** Gives an item another name: in its file, and of its file where that is another. */
export async function renameItem({ path, name }: RenameItemRequest): Promise<ItemPath> {
  await refuseNewer(path);
  const isFolder = await isDirectory(path);
  const head = isFolder ? await headFile(path) : path;
  await putKeys(head, isFolder && basename(head) === FOLDER_FILE ? [["info", "type"], "folder"] : undefined, [
    ["info", "name"],
    name,
  ]);
  if (isFolder && basename(head) === COLLECTION_FILE) return { path };
  const ending = isFolder ? "" : (/\.ya?ml$/.exec(path)?.[0] ?? "");
  const file = await freeName(dirname(path), fileStem(name), ending, basename(path));
  const to = join(dirname(path), file);
  if (to !== path) await renameFile(path, to);
  return { path: to };
}

/** Moves an item to a folder, before another item or to the end. */
export async function moveItem({ path, folder, before }: MoveItemRequest): Promise<ItemPath> {
  await refuseNewer(path);
  await refuseNewer(folder);
  const inside = relative(path, folder);
  if (inside === "" || !(inside.startsWith("..") || inside.startsWith(sep))) {
    throw new ByteglassError("usage", `${path} cannot be moved into itself.`, {
      hint: "Choose a folder outside of it.",
    });
  }
  const isFolder = await isDirectory(path);
  let to = path;
  if (dirname(path) !== folder) {
    const ending = isFolder ? "" : (/\.ya?ml$/.exec(path)?.[0] ?? "");
    const stem = basename(path).slice(0, basename(path).length - ending.length);
    to = join(folder, await freeName(folder, stem, ending));
    await renameFile(path, to);
  }
  await placeBefore(to, folder, isFolder, before);
  return { path: to };
}

/** Copies an item beside itself. */
export async function duplicateItem({ path }: ItemPath): Promise<ItemPath> {
  await refuseNewer(path);
  const folder = dirname(path);
  const isFolder = await isDirectory(path);
  const ending = isFolder ? "" : (/\.ya?ml$/.exec(path)?.[0] ?? "");
  const stem = basename(path).slice(0, basename(path).length - ending.length);
  const to = join(folder, await freeName(folder, `${stem} copy`, ending));
  try {
    await promises.cp(path, to, { recursive: true, errorOnExist: true, force: false });
  } catch (thrown) {
    throw unwritable(to, thrown);
  }
  const head = isFolder ? join(to, FOLDER_FILE) : to;
  const name = await nameIn(head);
  if (name !== undefined) await putKeys(head, [["info", "name"], `${name} copy`]);
  await placeBefore(to, folder, isFolder, await after(path, folder, isFolder));
  return { path: to };
}

type KeyValue = readonly [readonly string[], Plain];

/** Puts values into a file of the collection. Throws `bad-text` for one that is no YAML or no UTF-8. */
async function putKeys(file: string, ...keys: readonly (KeyValue | undefined)[]): Promise<void> {
  await changeDocument(file, (document) =>
    keys.map((key) => key !== undefined && putIn(document, key[0], key[1])).includes(true),
  );
}

async function nameIn(file: string): Promise<string | undefined> {
  const found = await readFileText(file);
  if (found === undefined) return undefined;
  const name: unknown = parseYaml(file, found.text).document.getIn(["info", "name"]);
  return typeof name === "string" && name !== "" ? name : undefined;
}

async function headFile(folder: string): Promise<string> {
  const file = join(folder, COLLECTION_FILE);
  return (await readFileText(file)) === undefined ? join(folder, FOLDER_FILE) : file;
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await promises.stat(path)).isDirectory();
  } catch (thrown) {
    throw new ByteglassError("file-unreadable", `${path} could not be found: ${reasonOf(thrown)}.`, {
      hint: "It may have been moved or deleted: open the collection again.",
      cause: thrown,
    });
  }
}

interface Sibling extends Place {
  readonly path: string;
}

/** The items of a folder of one kind, in their order. */
async function siblings(folder: string, folders: boolean): Promise<readonly Sibling[]> {
  const entries = await promises.readdir(folder, { withFileTypes: true });
  const wanted = entries.filter((entry) =>
    folders ? entry.isDirectory() && !entry.name.startsWith(".") : entry.isFile() && isItem(entry.name),
  );
  const found = await Promise.all(
    wanted.map(async ({ name }): Promise<Sibling> => {
      const path = join(folder, name);
      const sequence = await sequenceOf(folders ? join(path, FOLDER_FILE) : path);
      return { path, name: path, isFolder: folders, sequence };
    }),
  );
  return found.sort(inOrder);
}

async function sequenceOf(file: string): Promise<number | undefined> {
  const head = await readHead(file).catch(() => undefined);
  return head?.sequence;
}

async function lastSequence(folder: string, folders: boolean): Promise<number> {
  const known = (await siblings(folder, folders)).map(({ sequence }) => sequence ?? 0);
  return Math.max(0, ...known);
}

async function after(path: string, folder: string, folders: boolean): Promise<string | undefined> {
  const all = await siblings(folder, folders);
  return all[all.findIndex((sibling) => sibling.path === path) + 1]?.path;
}

/** Numbers the items of a folder so that one comes before another; files whose number stays are not touched. */
async function placeBefore(
  path: string,
  folder: string,
  folders: boolean,
  before: string | undefined,
): Promise<void> {
  const others = (await siblings(folder, folders)).filter((sibling) => sibling.path !== path);
  const found = others.findIndex((sibling) => sibling.path === before);
  const at = found < 0 ? others.length : found;
  const ordered = [...others.slice(0, at).map((sibling) => sibling.path), path];
  ordered.push(...others.slice(at).map((sibling) => sibling.path));
  const isReadable = async (file: string) => {
    const text = await readFileText(file).catch(() => undefined);
    return (
      text !== undefined && text.findings.length === 0 && parseYaml(file, text.text).findings.length === 0
    );
  };
  for (const [index, item] of ordered.entries()) {
    const file = folders ? join(item, FOLDER_FILE) : item;
    if (!folders && !(await isReadable(file))) continue;
    if ((await sequenceOf(file)) === index + 1) continue;
    await putKeys(
      file,
      folders && (await nameIn(file)) === undefined ? [["info", "name"], basename(item)] : undefined,
      [["info", "seq"], index + 1],
    );
  }
}
