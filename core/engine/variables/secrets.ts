/** Values of secrets, in memory alone: they come from a face that keeps them, and go with the engine. */
import type { SetSecretsRequest } from "../../contract/environments.ts";

/** The secrets of an engine. */
export interface Secrets {
  set(request: SetSecretsRequest): void;
  get(collection: string, environment: string, name: string): string | undefined;
}

/** Collections and environments whose secrets are kept; beyond them the oldest is forgotten. */
const maximumKept = 200;

/** No secrets yet. */
export function createSecrets(): Secrets {
  const kept = new Map<string, ReadonlyMap<string, string>>();
  const keyOf = (collection: string, environment: string) => JSON.stringify([collection, environment]);
  return {
    set({ collection, environment, secrets }) {
      const key = keyOf(collection, environment);
      kept.delete(key);
      kept.set(key, new Map(secrets.map(({ name, value }) => [name, value])));
      const [oldest] = kept.keys();
      if (kept.size > maximumKept && oldest !== undefined) kept.delete(oldest);
    },
    get: (collection, environment, name) => kept.get(keyOf(collection, environment))?.get(name),
  };
}
