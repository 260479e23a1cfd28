/** The variables that a request of a collection sees, from its files: who defines what, nearest first. */
import { promises } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { parseEnv } from "node:util";
import type { Variable, VariableScope } from "../contract/environments.ts";
import type { SchemaSource } from "../contract/params.ts";
import { ByteglassError, messageOf } from "../error.ts";
import type { Finding } from "../finding.ts";
import type { VariableLayer } from "../variables/lookup.ts";
import { COLLECTION_FILE, FOLDER_FILE, findCollection, type Head, readHead } from "./collection-file.ts";
import { type EnvironmentFile, readEnvironments } from "./environments.ts";
import { readFileText } from "./read-text.ts";
import { readRequestFile } from "./request-file.ts";
import { readVariables } from "./variables.ts";
import { parseYaml } from "./yaml-text.ts";

/** What a request sees beside itself. */
export interface RequestScope {
  readonly collection: string | undefined;
  /** Nearest first. */
  readonly layers: readonly VariableLayer[];
  /** The environment that declares a secret, by its name: the chosen one, or the nearest of those it `extends`. */
  readonly secretHolders: ReadonlyMap<string, string>;
  /** Names and values of dotenv files, for secrets and `$env`. */
  readonly dotenv: ReadonlyMap<string, string>;
  /** Metadata of the collection and of folders, outermost first. */
  readonly metadata: Head["metadata"];
  /** Schema sources of the collection, their files made absolute. */
  readonly sources: readonly SchemaSource[];
  readonly findings: readonly Finding[];
}

/** Files that were read already, so that a run of a thousand requests reads each once. */
export interface ScopeCache {
  readonly heads: Map<string, Promise<Head | undefined>>;
  readonly collections: Map<string, Promise<string | undefined>>;
  readonly environments: Map<string, Promise<readonly EnvironmentFile[]>>;
  readonly workspaces: Map<string, Promise<readonly Variable[]>>;
  /** Names and values of dotenv files; undefined for one that is not there. */
  readonly dotenvs: Map<string, Promise<ReadonlyMap<string, string> | undefined>>;
}

/** An empty cache. */
export function createScopeCache(): ScopeCache {
  return {
    heads: new Map(),
    collections: new Map(),
    environments: new Map(),
    workspaces: new Map(),
    dotenvs: new Map(),
  };
}

/** The file of a workspace, in the folder above a collection. */
export const WORKSPACE_FILE = "workspace.yml";
/** Environments that extend environments. */
const maximumParents = 16;

/** Reads the scope. Rejects with `not-found` for an environment that the collection does not have. */
export async function readScope(scope: VariableScope, cache = createScopeCache()): Promise<RequestScope> {
  const { file, environment } = scope;
  const collection =
    scope.collection ??
    (file === undefined ? undefined : await memo(cache.collections, dirname(file), findCollection));
  const reader = new ScopeReader(cache);
  reader.add("override", "", scope.overrides);
  reader.add(
    "request",
    file ?? "",
    scope.request ?? (file === undefined ? [] : await requestVariables(file)),
  );
  for (const folder of foldersBetween(collection, file))
    await reader.addHead("folder", join(folder, FOLDER_FILE));
  let sources: readonly SchemaSource[] = [];
  if (collection !== undefined) {
    for (const each of await environmentChain(collection, environment, cache))
      await reader.addEnvironment(each, collection);
    const head = await reader.addHead("collection", join(collection, COLLECTION_FILE));
    sources = absoluteSources(head?.sources ?? [], collection);
    const workspace = join(dirname(collection), WORKSPACE_FILE);
    reader.add("workspace", workspace, await memo(cache.workspaces, workspace, workspaceVariables));
    await addDotenv(join(collection, ".env"), reader.dotenv, false, cache);
  }
  const { layers, secretHolders, dotenv, metadata, findings } = reader;
  return { collection, layers, secretHolders, dotenv, metadata: metadata.flat(), sources, findings };
}

/** Gathers what a request sees, from the nearest file to the furthest. */
class ScopeReader {
  readonly layers: VariableLayer[] = [];
  readonly secretHolders = new Map<string, string>();
  readonly dotenv = new Map<string, string>();
  /** Outermost first. */
  readonly metadata: Head["metadata"][] = [];
  readonly findings: Finding[] = [];
  readonly #cache: ScopeCache;

  constructor(cache: ScopeCache) {
    this.#cache = cache;
  }

  add(origin: VariableLayer["origin"], source: string, variables: readonly Variable[] = []): void {
    if (variables.length > 0) this.layers.push({ origin, source, variables });
  }

  /** The file in which a folder or the collection says what holds for all below it. */
  async addHead(origin: "folder" | "collection", file: string): Promise<Head | undefined> {
    const head = await memo(this.#cache.heads, file, readHead);
    this.findings.push(...(head?.findings ?? []));
    this.add(origin, file, head?.variables);
    this.metadata.unshift(head?.metadata ?? []);
    return head;
  }

  async addEnvironment(environment: EnvironmentFile, collection: string): Promise<void> {
    const { file, name: holder, variables, dotenv, findings } = environment;
    this.findings.push(...findings);
    this.add("environment", file, variables);
    for (const { name, secret } of variables)
      if (secret === true && !this.secretHolders.has(name)) this.secretHolders.set(name, holder);
    if (dotenv !== undefined) await addDotenv(join(collection, dotenv), this.dotenv, true, this.#cache);
  }
}

function memo<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  read: (key: string) => Promise<Value>,
): Promise<Value> {
  const found = known.get(key) ?? read(key);
  known.set(key, found);
  return found;
}

async function requestVariables(file: string): Promise<readonly Variable[]> {
  const { request } = await readRequestFile(file);
  return request?.variables ?? [];
}

/** The folders of a file below its collection, innermost first. */
export function foldersBetween(collection: string | undefined, file: string | undefined): readonly string[] {
  if (collection === undefined || file === undefined) return [];
  const folders: string[] = [];
  for (let folder = dirname(file); isBelow(folder, collection); folder = dirname(folder))
    folders.push(folder);
  return folders;
}

/** True for a path inside a folder, at any depth. */
export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
}

async function environmentChain(
  collection: string,
  name: string | undefined,
  cache: ScopeCache,
): Promise<readonly EnvironmentFile[]> {
  if (name === undefined || name === "") return [];
  const all = await memo(cache.environments, collection, readEnvironments);
  const chain: EnvironmentFile[] = [];
  let wanted: string | undefined = name;
  while (wanted !== undefined && chain.length < maximumParents) {
    const found: EnvironmentFile | undefined = all.find((environment) => environment.name === wanted);
    if (found === undefined) throw noEnvironment(collection, wanted, all);
    if (chain.includes(found)) break;
    chain.push(found);
    wanted = found.parent;
  }
  return chain;
}

function noEnvironment(collection: string, name: string, all: readonly EnvironmentFile[]): ByteglassError {
  const known = all.map((environment) => environment.name).join(", ");
  return new ByteglassError("not-found", `${collection} has no environment "${name}".`, {
    hint: known === "" ? "It has none at all; leave the name out." : `It has ${known}.`,
  });
}

async function workspaceVariables(file: string): Promise<readonly Variable[]> {
  const found = await readFileText(file).catch(() => undefined);
  if (found === undefined) return [];
  return readVariables(parseYaml(file, found.text), ["request", "variables"]).variables;
}

/** Adds what is not there yet. A file that has to be there and is not is an error. */
export async function addDotenv(
  file: string,
  known: Map<string, string>,
  required: boolean,
  cache = createScopeCache(),
): Promise<void> {
  const found = await memo(cache.dotenvs, file, readDotenv);
  if (found === undefined && required) {
    throw new ByteglassError("file-unreadable", `The dotenv file ${file} is not there.`, {
      hint: "Check its name; a relative one starts at the current folder, or at the collection when that names it.",
    });
  }
  for (const [name, value] of found ?? []) if (!known.has(name)) known.set(name, value);
}

async function readDotenv(file: string): Promise<ReadonlyMap<string, string> | undefined> {
  const found = await readFileText(file);
  if (found === undefined) return undefined;
  return new Map(
    Object.entries(parseEnv(found.text)).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Sources with their files made absolute, from the folder that names them. */
export function absoluteSources(sources: readonly SchemaSource[], folder: string): readonly SchemaSource[] {
  return sources.map((source) => absoluteSource(source, folder));
}

function absoluteSource(source: SchemaSource, folder: string): SchemaSource {
  switch (source.kind) {
    case "proto":
      return {
        ...source,
        files: source.files.map((file) => resolve(folder, file)),
        importPaths: source.importPaths.map((path) => resolve(folder, path)),
      };
    case "descriptor-set":
      return { ...source, file: resolve(folder, source.file) };
    case "reflection":
      return source;
  }
}

/** The bytes of a file of the collection, or why there are none: a file outside of it is nobody's to send. */
export async function readCollectionFile(
  collection: string | undefined,
  path: string,
): Promise<Uint8Array | string> {
  if (collection === undefined) return "$file needs a collection: the path starts at its folder";
  const file = resolve(collection, path);
  if (!isBelow(file, collection))
    return `${path} is outside of the collection, and $file reads files inside of it alone`;
  try {
    // A link inside may lead outside.
    const [real, root] = await Promise.all([promises.realpath(file), promises.realpath(collection)]);
    if (!isBelow(real, root)) return `${path} leads outside of the collection`;
    return await promises.readFile(real);
  } catch (thrown) {
    return `${file} could not be read: ${messageOf(thrown)}`;
  }
}
