/**
 * Values of secrets: kept by the desktop (in the system's keychain where there is one) and given to the engine, which
 * holds them in memory. They go into no file of a collection, no session and no history.
 */
import * as v from "valibot";
import { parseJson } from "../../core/json-value.ts";
import { notify } from "../actions/notify.ts";
import { desktop } from "../engine/desktop.ts";
import { engine, engineState } from "../engine/link.ts";
import { environments } from "./store.ts";

type Values = Readonly<Record<string, string>>;

/** The name that they are kept under. */
const NAME = "environments";
const Kept = v.array(
  v.object({ collection: v.string(), environment: v.string(), values: v.record(v.string(), v.string()) }),
);

const kept = new Map<string, Values>();
const keyOf = (collection: string, environment: string) => JSON.stringify([collection, environment]);

function placeOf(key: string): { readonly collection: string; readonly environment: string } {
  const [collection = "", environment = ""]: string[] = JSON.parse(key);
  return { collection, environment };
}

/** The secrets of an environment that are known; those of the collection itself have no environment. */
export function keptSecrets(collection: string, environment: string): Values {
  return kept.get(keyOf(collection, environment)) ?? {};
}

/** Takes the secrets of an environment; empty ones are left to the dotenv file and the system's environment. */
export async function giveSecrets(collection: string, environment: string, values: Values): Promise<void> {
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""));
  if (Object.keys(given).length === 0) kept.delete(keyOf(collection, environment));
  else kept.set(keyOf(collection, environment), given);
  await tellEngine(collection, environment, given);
  environments.update((state) => ({ ...state, turn: state.turn + 1 }));
  await keep();
}

/** Brings back what the desktop kept. To be called once, before anything is sent. */
export async function restoreSecrets(): Promise<void> {
  const text = await desktop()
    .readSecret(NAME)
    .catch(() => undefined);
  for (const { collection, environment, values } of readKept(text)) {
    kept.set(keyOf(collection, environment), values);
    await tellEngine(collection, environment, values);
  }
}

/** Another engine does not know them yet. To be called once. */
export function startSecrets(): void {
  let { losses } = engineState.get();
  engineState.subscribe(() => {
    const now = engineState.get();
    if (now.phase !== "ready" || now.losses === losses) return;
    losses = now.losses;
    for (const [key, values] of kept) {
      const { collection, environment } = placeOf(key);
      void tellEngine(collection, environment, values);
    }
  });
}

async function tellEngine(collection: string, environment: string, values: Values): Promise<void> {
  const secrets = Object.entries(values).map(([name, value]) => ({ name, value }));
  await (await engine()).setSecrets({ collection, environment, secrets });
}

async function keep(): Promise<void> {
  const all = [...kept].map(([key, values]) => ({ ...placeOf(key), values }));
  try {
    await desktop().keepSecret(NAME, all.length === 0 ? "" : JSON.stringify(all));
  } catch {
    notify("The secrets could not be kept; they are here until the window closes.", "warning");
  }
}

function readKept(text: string | undefined): v.InferOutput<typeof Kept> {
  const read = v.safeParse(Kept, parseJson(text ?? ""));
  // Whatever it is, it is none of ours; the secrets have to be typed again.
  return read.success ? read.output : [];
}
