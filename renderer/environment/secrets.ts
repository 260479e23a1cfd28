/** Values of secrets: given to the engine, which keeps them in memory, and never to a file of a collection. */
import { engine, engineState } from "../engine/link.ts";
import { environments } from "./store.ts";

type Values = Readonly<Record<string, string>>;

const kept = new Map<string, Values>();
const keyOf = (collection: string, environment: string) => JSON.stringify([collection, environment]);

/** The secrets of an environment that are known in this session. */
export function keptSecrets(collection: string, environment: string): Values {
  return kept.get(keyOf(collection, environment)) ?? {};
}

/** Takes the secrets of an environment; empty ones are left to the dotenv file and the system's environment. */
export async function giveSecrets(collection: string, environment: string, values: Values): Promise<void> {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
  kept.set(keyOf(collection, environment), given);
  await tellEngine(collection, environment, given);
  environments.update((state) => ({ ...state, turn: state.turn + 1 }));
}

async function tellEngine(collection: string, environment: string, values: Values): Promise<void> {
  const secrets = Object.entries(values).map(([name, value]) => ({ name, value }));
  await (await engine()).setSecrets({ collection, environment, secrets });
}

/** Where secrets are, in words. */
export function secretsPlace(): string {
  return "Values of secrets stay in memory until Byteglass is closed, and never go into a file; lines of .env and environment variables stand in for those that are empty.";
}

/** Another engine does not know them yet. To be called once. */
export function startSecrets(): void {
  let { losses } = engineState.get();
  engineState.subscribe(() => {
    const now = engineState.get();
    if (now.phase !== "ready" || now.losses === losses) return;
    losses = now.losses;
    for (const [key, values] of kept) {
      const [collection = "", environment = ""]: string[] = JSON.parse(key);
      void tellEngine(collection, environment, values);
    }
  });
}
