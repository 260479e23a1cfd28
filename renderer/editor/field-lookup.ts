/** Field descriptions by path, for hovers and completions. */
import type { FieldExample } from "../../core/contract/schema.ts";
import type { FieldDescription } from "../../core/contract/views.ts";
import { defaultJsonName } from "../../core/json-name.ts";

/** Answers what the keys of a JSON text mean. */
export interface FieldLookup {
  /** The field a path of the JSON text means; map keys and original names are understood. */
  find(path: string): FieldDescription | undefined;
  /** Fields of the object at a path, with the names JSON uses. */
  children(path: string): readonly { readonly name: string; readonly field: FieldDescription }[];
  /** Example values of the fields of the object at a path, by the names JSON uses; empty where there are none. */
  examples(path: string): Promise<ReadonlyMap<string, string>>;
  /** The fields of another message type, for what an Any holds; undefined where the schema does not have it. */
  ofType(typeName: string): Promise<FieldLookup | undefined>;
  /** Full names of message types that have these letters, the best first, bounded. */
  typeNames(letters: string): Promise<readonly string[]>;
}

/** What a lookup asks the engine for. */
export interface FieldReaders {
  /** Example values of the fields of an object inside a body. */
  readonly examples: (path: string) => Promise<readonly FieldExample[]>;
  readonly ofType: (typeName: string) => Promise<FieldLookup | undefined>;
  readonly typeNames: (letters: string) => Promise<readonly string[]>;
}

const NO_READERS: FieldReaders = {
  examples: async () => [],
  ofType: async () => undefined,
  typeNames: async () => [],
};

/** Prepares descriptions for looking up. */
export function createFieldLookup(
  fields: readonly FieldDescription[],
  readers: FieldReaders = NO_READERS,
): FieldLookup {
  const byPath = new Map(fields.map((field) => [field.path.replace(/(\[\]|\.\*)$/, ""), field]));
  const paths = new Set<string>(fields.flatMap((field) => [field.path, parentOf(field.path)]));

  /** The path with map keys replaced by `*` and proto names by JSON names. */
  function normalize(path: string): string {
    let known = "";
    for (const part of path.split(".")) {
      const [, key = "", list = ""] = /^(.*?)((?:\[\])*)$/.exec(part) ?? [];
      const base = known === "" ? "" : `${known}.`;
      const direct = `${base}${key}`;
      const camel = `${base}${defaultJsonName(key)}`;
      const name = isKnown(direct)
        ? direct
        : isKnown(camel)
          ? camel
          : paths.has(`${base}*`)
            ? `${base}*`
            : direct;
      known = `${name}${list}`;
    }
    return known;
  }

  function isKnown(path: string): boolean {
    return byPath.has(path) || paths.has(path) || paths.has(`${path}[]`) || paths.has(`${path}.*`);
  }

  return {
    find(path) {
      const name = normalize(path);
      return byPath.get(name) ?? byPath.get(name.replace(/(\[\]|\.\*)+$/, ""));
    },
    examples: (path) =>
      readers.examples(path).then(
        (found) => new Map(found.map(({ name, json }) => [name, json])),
        () => new Map(),
      ),
    ofType: (typeName) => readers.ofType(typeName).catch(() => undefined),
    typeNames: (letters) => readers.typeNames(letters).catch(() => []),
    children(path) {
      const prefix = path === "" ? "" : `${normalize(path)}.`;
      return fields.flatMap((field) => {
        if (!field.path.startsWith(prefix)) return [];
        const name = field.path.slice(prefix.length).replace(/(\[\]|\.\*)$/, "");
        return name === "" || /[.*[]/.test(name) ? [] : [{ name, field }];
      });
    },
  };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf(".")));
}
