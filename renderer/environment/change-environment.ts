/** Environments get other names, are copied and taken away; their secrets go with them. */
import { notifyUndo } from "../actions/notify.ts";
import { setEnvironment } from "../collections/state.ts";
import { collections } from "../collections/store.ts";
import { engine } from "../engine/link.ts";
import { giveSecrets, keptSecrets } from "./secrets.ts";
import { environments, readEnvironments } from "./store.ts";

/** Gives an environment another name; where it is the chosen one, it stays that. Answers with its file. */
export async function renameEnvironment(collection: string, name: string, to: string): Promise<string> {
  const { file } = await (await engine()).renameEnvironment({ collection, name, to });
  const secrets = keptSecrets(collection, name);
  if (name !== to && Object.keys(secrets).length > 0) {
    await giveSecrets(collection, to, secrets);
    await giveSecrets(collection, name, {});
  }
  if (chosenIn(collection) === name) collections.update((state) => setEnvironment(state, collection, to));
  await readEnvironments(collection);
  return file;
}

/** Copies an environment and its secrets. Answers with the file of the copy. */
export async function duplicateEnvironment(collection: string, name: string, to: string): Promise<string> {
  const { file } = await (await engine()).duplicateEnvironment({ collection, name, to });
  const secrets = keptSecrets(collection, name);
  if (Object.keys(secrets).length > 0) await giveSecrets(collection, to, secrets);
  await readEnvironments(collection);
  return file;
}

/** Takes an environment away, says where its file is kept, and forgets its secrets; all of it can be undone. */
export async function removeEnvironment(collection: string, name: string): Promise<void> {
  const file = environments.get().byCollection[collection]?.find((each) => each.name === name)?.file;
  const secrets = keptSecrets(collection, name);
  const isChosen = chosenIn(collection) === name;
  const { path: kept } = await (await engine()).removeEnvironment({ collection, name });
  await giveSecrets(collection, name, {});
  if (isChosen) collections.update((state) => setEnvironment(state, collection, ""));
  await readEnvironments(collection);
  notifyUndo(`Removed ${name}; it is kept at ${kept}.`, async () => {
    if (file !== undefined) await (await engine()).restoreItem({ kept, path: file });
    await giveSecrets(collection, name, secrets);
    await readEnvironments(collection);
    if (isChosen) collections.update((state) => setEnvironment(state, collection, name));
  });
}

function chosenIn(collection: string): string | undefined {
  return collections.get().open.find(({ path }) => path === collection)?.environment;
}
