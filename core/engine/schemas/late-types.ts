/**
 * Types that come when they are met. What `google.protobuf.Any` holds need not be near any service, so a schema that a
 * server reflected may lack it: then that server, and no other, is asked for the type by its name.
 */
import type { DescMessage, FileRegistry, Registry } from "@bufbuild/protobuf";

/** The types of these full names, as far as they can be had. Rejects when none could be asked for. */
export type FetchTypes = (typeNames: readonly string[]) => Promise<readonly FileRegistry[]>;

/** Names that were asked for and are remembered, found or not; older ones may be asked for again. */
const maximumRemembered = 256;
/** Types inside types inside types: rounds of asking for one message. */
const maximumRounds = 4;
/** Names asked for because of one message. */
const maximumNames = 32;

const namePattern = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const longestName = 512;

const sources = new WeakMap<Registry, LateTypes>();

/** `own`, which asks `fetch` for message types that it does not have. Iterating gives its own types only. */
export function withLateTypes(own: FileRegistry, fetch: FetchTypes): FileRegistry {
  const late = new LateTypes(fetch);
  const registry: FileRegistry = {
    ...own,
    get files() {
      return own.files;
    },
    [Symbol.iterator]: () => own[Symbol.iterator](),
    get: (name) => own.get(name) ?? late.find((more) => more.get(name)),
    getMessage: (name) => own.getMessage(name) ?? late.message(name),
    getEnum: (name) => own.getEnum(name) ?? late.find((more) => more.getEnum(name)),
    getExtension: (name) => own.getExtension(name) ?? late.find((more) => more.getExtension(name)),
    getExtensionFor: (extendee, number) =>
      own.getExtensionFor(extendee, number) ?? late.find((more) => more.getExtensionFor(extendee, number)),
  };
  sources.set(registry, late);
  return registry;
}

/** Reads or writes a message, and again when types that it looked for in vain have come. */
export async function withTypes<Value>(registry: Registry, attempt: () => Value): Promise<Value> {
  const late = sources.get(registry);
  for (let round = 0; late !== undefined && round < maximumRounds; round += 1) {
    const { value, missed } = late.watch(attempt);
    if (missed.length === 0 || !(await late.fetch(missed))) return value;
  }
  return attempt();
}

/** True when a message of this type can hold one of a type that may come later. */
export function mayLackTypes(registry: Registry, type: DescMessage): boolean {
  return sources.has(registry) && reachesAny(type);
}

/** Does something at once. `came` tells whether types that it looked for in vain have come; undefined when none is awaited. */
export function tryTypes<Value>(
  registry: Registry,
  attempt: () => Value,
): { readonly value: Value; readonly came?: Promise<boolean> } {
  const late = sources.get(registry);
  if (late === undefined) return { value: attempt() };
  const { value, missed } = late.watch(attempt);
  return missed.length === 0 ? { value } : { value, came: late.fetch(missed) };
}

const anyReached = new WeakMap<DescMessage, boolean>();

function reachesAny(root: DescMessage): boolean {
  const known = anyReached.get(root);
  if (known !== undefined) return known;
  const seen = new Set([root]);
  for (const type of seen) {
    for (const { message } of type.fields) if (message !== undefined) seen.add(message);
  }
  const reached = [...seen].some(({ typeName }) => typeName === "google.protobuf.Any");
  anyReached.set(root, reached);
  return reached;
}

/** What was fetched for one schema, and what was looked for in vain. */
class LateTypes {
  readonly #fetch: FetchTypes;
  readonly #fetched: FileRegistry[] = [];
  readonly #missed = new Set<string>();
  /** By name, the oldest first: whether it could be had. */
  readonly #asked = new Map<string, Promise<boolean>>();

  constructor(fetch: FetchTypes) {
    this.#fetch = fetch;
  }

  find<Found>(look: (registry: FileRegistry) => Found | undefined): Found | undefined {
    for (const registry of this.#fetched) {
      const found = look(registry);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  message(name: string): ReturnType<FileRegistry["getMessage"]> {
    const found = this.find((registry) => registry.getMessage(name));
    if (found === undefined && this.#missed.size < maximumNames) this.#missed.add(name);
    return found;
  }

  /** What an attempt gives, and the names of types that it looked for in vain. */
  watch<Value>(attempt: () => Value): { readonly value: Value; readonly missed: readonly string[] } {
    this.#missed.clear();
    const value = attempt();
    const missed = [...this.#missed].filter((name) => name.length <= longestName && namePattern.test(name));
    this.#missed.clear();
    return { value, missed };
  }

  /** Asks for what was not asked for before; true when at least one of the types is there. */
  async fetch(names: readonly string[]): Promise<boolean> {
    const unasked = names.filter((name) => !this.#asked.has(name));
    if (unasked.length > 0) {
      const answer = this.#ask(unasked);
      for (const name of unasked) this.#remember(name, answer);
    }
    const answers = await Promise.all(names.map((name) => this.#asked.get(name) ?? false));
    return answers.includes(true);
  }

  async #ask(names: readonly string[]): Promise<readonly FileRegistry[]> {
    try {
      const registries = await this.#fetch(names);
      this.#fetched.push(...registries);
      return registries;
    } catch {
      // Nobody answered: another time somebody may.
      for (const name of names) this.#asked.delete(name);
      return [];
    }
  }

  #remember(name: string, answer: Promise<readonly FileRegistry[]>): void {
    this.#asked.set(
      name,
      answer.then((registries) => registries.some((registry) => registry.getMessage(name) !== undefined)),
    );
    const [oldest] = this.#asked.keys();
    if (this.#asked.size > maximumRemembered && oldest !== undefined) this.#asked.delete(oldest);
  }
}
