/** Imported requests into a collection, and their methods out of a schema. */
import type { ImportedRequests, PlacedRequests, PortableRequest } from "../../core/contract/exchange.ts";
import type { NewCollection } from "../../core/contract/new-collection.ts";
import { openCollection } from "../collections/actions.ts";
import { collectionOf } from "../collections/state.ts";
import { collections } from "../collections/store.ts";
import { desktop } from "../engine/desktop.ts";
import { engine } from "../engine/link.ts";
import { giveSecrets } from "../environment/secrets.ts";
import { environments } from "../environment/store.ts";

/** Gives plain HTTP the methods of a schema. Rejects with a `ByteglassError`. */
export async function placeByRules(
  requests: readonly PortableRequest[],
  schemaId: string,
): Promise<PlacedRequests> {
  return await (await engine()).placeImported({ schemaId, requests: [...requests] });
}

/** What is saved, and where: `folder` is one of an open collection; empty asks for the folder of a new one. */
export interface ImportToSave {
  readonly read: ImportedRequests;
  readonly requests: readonly PortableRequest[];
  readonly name: string;
  readonly folder: string;
}

/** Saves an import; nothing when no folder was chosen. Secrets go where secrets are kept, not into the files. */
export async function saveImport({
  read,
  requests,
  name,
  folder,
}: ImportToSave): Promise<NewCollection | undefined> {
  const out = folder === "" ? await chooseEmpty() : folder;
  if (out === undefined) return undefined;
  const into = collectionOf(collections.get(), folder)?.path;
  // An environment that is there already stays as it is, and so do its secrets.
  const there = new Set(environments.get().byCollection[into ?? ""]?.map((one) => one.name));
  const made = await (await engine()).saveImported({
    operationId: crypto.randomUUID(),
    out,
    kind: folder === "" ? "collection" : "folder",
    name,
    requests: [...requests],
    environments: read.environments.map((one) => ({ name: one.name, variables: [...one.variables] })),
  });
  const collection = into ?? made.path;
  for (const environment of read.environments) {
    const secrets = environment.variables.filter(({ secret }) => secret === true);
    if (secrets.length === 0 || there.has(environment.name)) continue;
    const values = Object.fromEntries(secrets.map((variable) => [variable.name, variable.value]));
    await giveSecrets(collection, environment.name, values);
  }
  await openCollection(collection);
  return made;
}

async function chooseEmpty(): Promise<string | undefined> {
  const title = "An empty folder for the collection";
  const [path] = await desktop().openFiles({ title, kind: "folder", multiple: false });
  return path;
}
