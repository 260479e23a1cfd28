/** Environments get other names, are copied and taken away. Nothing is overwritten. */
import { promises } from "node:fs";
import { dirname, join } from "node:path";
import type { Environment } from "../contract/environments.ts";
import type { EnvironmentRequest, NameEnvironmentRequest } from "../contract/variable-places.ts";
import { ByteglassError } from "../error.ts";
import { changeDocument } from "./change-document.ts";
import { refuseNewer } from "./collection-file.ts";
import { type EnvironmentFile, plainEnvironment, readEnvironments } from "./environments.ts";
import { fileStem, freeName } from "./item-names.ts";
import { putIn } from "./put-yaml.ts";
import { removeItem } from "./removed-items.ts";
import { renameFile, unwritable } from "./replace-file.ts";

/** Gives an environment another name. */
export async function renameEnvironment({
  collection,
  name,
  to,
}: NameEnvironmentRequest): Promise<Environment> {
  const { wanted, all } = await find(collection, name);
  if (name !== to) refuseTaken(all, to);
  const { file } = wanted;
  const renamed = join(dirname(file), await freeName(dirname(file), fileStem(to), ".yml", stemOf(file)));
  await changeDocument(file, (document) => putIn(document, ["name"], to));
  if (renamed !== file) await renameFile(file, renamed);
  for (const each of all) {
    if (each.parent === name && each.name !== name)
      await changeDocument(each.file, (document) => putIn(document, ["extends"], to));
  }
  return await read(collection, to);
}

/** Copies an environment under a name of its own. */
export async function duplicateEnvironment({
  collection,
  name,
  to,
}: NameEnvironmentRequest): Promise<Environment> {
  const { wanted, all } = await find(collection, name);
  refuseTaken(all, to);
  const folder = dirname(wanted.file);
  const copy = join(folder, await freeName(folder, fileStem(to), ".yml"));
  try {
    await promises.copyFile(wanted.file, copy, promises.constants.COPYFILE_EXCL);
  } catch (thrown) {
    throw unwritable(copy, thrown);
  }
  await changeDocument(copy, (document) => putIn(document, ["name"], to));
  return await read(collection, to);
}

/** Takes an environment away; it can be found again where the answer says. */
export async function removeEnvironment(
  { collection, name }: EnvironmentRequest,
  keep: string | undefined,
): Promise<{ readonly path: string }> {
  const { wanted } = await find(collection, name);
  return await removeItem({ path: wanted.file }, keep);
}

interface Found {
  readonly wanted: EnvironmentFile;
  readonly all: readonly EnvironmentFile[];
}

async function find(collection: string, name: string): Promise<Found> {
  await refuseNewer(collection);
  const all = await readEnvironments(collection);
  const wanted = all.find((each) => each.name === name);
  if (wanted !== undefined) return { wanted, all };
  throw new ByteglassError("not-found", `${collection} has no environment "${name}".`, {
    hint: "It may have been renamed or deleted: open the collection again.",
  });
}

function refuseTaken(all: readonly EnvironmentFile[], name: string): void {
  if (!all.some((each) => each.name === name)) return;
  throw new ByteglassError("usage", `There is an environment "${name}" already; nothing was written.`, {
    hint: "Choose another name.",
  });
}

async function read(collection: string, name: string): Promise<Environment> {
  return plainEnvironment((await find(collection, name)).wanted);
}

function stemOf(file: string): string {
  return file.replace(/^.*[\\/]/, "");
}
