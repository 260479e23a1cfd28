/** Environments: a file each in the folder `environments` of a collection. Secrets have a name there and no value. */
import { promises } from "node:fs";
import { join } from "node:path";
import type {
  Environment,
  EnvironmentList,
  EnvironmentOutcome,
  SaveEnvironmentRequest,
} from "../contract/environments.ts";
import { ByteglassError, codeOf } from "../error.ts";
import type { Finding } from "../finding.ts";
import { writeChanged } from "./change-document.ts";
import { COLLECTION_FILE, readHead, refuseNewer } from "./collection-file.ts";
import { fileStem } from "./item-names.ts";
import { putIn } from "./put-yaml.ts";
import { readFileText } from "./read-text.ts";
import { inTurn, reasonOf } from "./replace-file.ts";
import { readVariables, variableEntry } from "./variables.ts";
import { parseYaml } from "./yaml-text.ts";

/** The folder, below the collection's. */
export const ENVIRONMENTS = "environments";
/** Environments in one collection. */
const maximumCount = 500;

/** An environment with what only its file says. */
export interface EnvironmentFile extends Environment {
  /** Name of the environment whose variables it adds to. */
  readonly parent: string | undefined;
  /** A dotenv file, relative to the collection. */
  readonly dotenv: string | undefined;
}

/** All environments of a collection, by name. What cannot be read is in the findings of its environment. */
export async function readEnvironments(collection: string): Promise<readonly EnvironmentFile[]> {
  const folder = join(collection, ENVIRONMENTS);
  const names = await promises.readdir(folder).catch((thrown: unknown) => {
    if (codeOf(thrown) === "ENOENT") return [];
    throw new ByteglassError("file-unreadable", `${folder} could not be read: ${reasonOf(thrown)}.`, {
      hint: "Check the permissions of the folder.",
      cause: thrown,
    });
  });
  const files = names.filter((name) => /^[^.].*\.ya?ml$/.test(name)).sort();
  const read = await Promise.all(
    files.slice(0, maximumCount).map((name) => readEnvironmentFile(join(folder, name))),
  );
  return read.filter((environment) => environment !== undefined);
}

/** The environments and the collection's own variables, for a face. */
export async function listEnvironments(collection: string): Promise<EnvironmentList> {
  const [environments, head] = await Promise.all([
    readEnvironments(collection),
    readHead(join(collection, COLLECTION_FILE)),
  ]);
  return {
    environments: environments.map(plainEnvironment),
    collectionVariables: head?.variables ?? [],
    findings: head?.findings ?? [],
  };
}

async function readEnvironmentFile(file: string): Promise<EnvironmentFile | undefined> {
  const found = await readFileText(file);
  if (found === undefined) return undefined;
  const yaml = parseYaml(file, found.text);
  const { variables, findings } = readVariables(yaml, ["variables"]);
  const text = (key: string): string | undefined => {
    const value: unknown = yaml.findings.length > 0 ? undefined : yaml.document.getIn([key]);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const stem = file.replace(/^.*[\\/]/, "").replace(/\.ya?ml$/, "");
  const own: readonly Finding[] = [...found.findings, ...yaml.findings, ...findings];
  return {
    name: text("name") ?? stem,
    file,
    variables,
    hash: found.hash,
    findings: own,
    parent: text("extends"),
    dotenv: text("dotEnvFilePath"),
  };
}

/** What a face is told of an environment. */
export function plainEnvironment({ name, file, variables, hash, findings }: EnvironmentFile): Environment {
  return { name, file, variables, hash, findings };
}

/** Saves an environment without the values of its secrets. Throws as `saveRequestFile` does. */
export async function saveEnvironment(request: SaveEnvironmentRequest): Promise<EnvironmentOutcome> {
  const { collection, name, variables, hash } = request;
  await refuseNewer(collection);
  const known = (await readEnvironments(collection)).find((environment) => environment.name === name);
  const file = known?.file ?? join(collection, ENVIRONMENTS, `${fileStem(name)}.yml`);
  return await inTurn(file, async (): Promise<EnvironmentOutcome> => {
    const found = await readFileText(file);
    if (found?.hash !== hash) {
      const onDisk = await readEnvironmentFile(file);
      return { kind: "conflict", ...(onDisk && { onDisk: plainEnvironment(onDisk) }) };
    }
    const saved = await writeChanged(file, found, (document) => {
      const named = putIn(document, ["name"], name);
      const value = variables.length === 0 ? undefined : variables.map(variableEntry);
      return putIn(document, ["variables"], value) || named;
    });
    return {
      kind: "saved",
      environment: { name, file, variables: withoutSecrets(variables), hash: saved, findings: [] },
    };
  });
}

function withoutSecrets(variables: Environment["variables"]): Environment["variables"] {
  return variables.map(({ value, ...rest }) =>
    rest.secret === true || value === undefined ? rest : { ...rest, value },
  );
}
