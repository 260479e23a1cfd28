/** Variables of the workspace, the collection and its folders, each in a file of its own. */
import { dirname, join, resolve } from "node:path";
import type {
  ReadVariablePlacesRequest,
  SaveVariablePlaceRequest,
  VariablePlace,
  VariablePlaceList,
  VariablePlaceOutcome,
} from "../contract/variable-places.ts";
import { ByteglassError } from "../error.ts";
import { writeChanged } from "./change-document.ts";
import { COLLECTION_FILE, FOLDER_FILE, refuseNewer } from "./collection-file.ts";
import { putIn } from "./put-yaml.ts";
import { readFileText } from "./read-text.ts";
import { inTurn } from "./replace-file.ts";
import { foldersBetween, isBelow, WORKSPACE_FILE } from "./scope.ts";
import { readVariables, variableEntry } from "./variables.ts";
import { parseYaml } from "./yaml-text.ts";

const VARIABLES = ["request", "variables"] as const;

/** The places a request sees, outermost first. */
export async function readVariablePlaces({
  collection,
  file,
}: ReadVariablePlacesRequest): Promise<VariablePlaceList> {
  const folders = [...foldersBetween(collection, file)].reverse();
  const files = [
    join(dirname(collection), WORKSPACE_FILE),
    join(collection, COLLECTION_FILE),
    ...folders.map((folder) => join(folder, FOLDER_FILE)),
  ];
  const places = await Promise.all(files.map((each) => readPlace(collection, each)));
  return { places, findings: places.flatMap(({ findings }) => findings) };
}

async function readPlace(collection: string, file: string): Promise<VariablePlace> {
  const scope = scopeOf(collection, file);
  const found = await readFileText(file);
  const fallback = nameOf(dirname(file));
  if (found === undefined) return { scope, file, name: fallback, variables: [], hash: "", findings: [] };
  const yaml = parseYaml(file, found.text);
  const { variables, findings } = readVariables(yaml, VARIABLES);
  const name: unknown = yaml.findings.length > 0 ? undefined : yaml.document.getIn(["info", "name"]);
  return {
    scope,
    file,
    name: typeof name === "string" && name !== "" ? name : fallback,
    variables,
    hash: found.hash,
    findings: [...found.findings, ...yaml.findings, ...findings],
  };
}

/** Writes the variables of a place. Throws `usage` for a file that is none. */
export async function saveVariablePlace({
  collection,
  file,
  variables,
  hash,
}: SaveVariablePlaceRequest): Promise<VariablePlaceOutcome> {
  scopeOf(collection, file);
  await refuseNewer(collection);
  return await inTurn(file, async (): Promise<VariablePlaceOutcome> => {
    const found = await readFileText(file);
    if (found?.hash !== hash) {
      return { kind: "conflict", ...(found && { onDisk: await readPlace(collection, file) }) };
    }
    const value = variables.length === 0 ? undefined : variables.map(variableEntry);
    await writeChanged(file, found, (document) => putIn(document, VARIABLES, value));
    return { kind: "saved", place: await readPlace(collection, file) };
  });
}

function scopeOf(collection: string, file: string): VariablePlace["scope"] {
  const path = resolve(file);
  if (path === resolve(dirname(collection), WORKSPACE_FILE)) return "workspace";
  if (path === resolve(collection, COLLECTION_FILE)) return "collection";
  if (nameOf(path) === FOLDER_FILE && isBelow(path, resolve(collection))) return "folder";
  throw new ByteglassError("usage", `${file} holds no variables of ${collection}.`, {
    hint: `Variables are in ${WORKSPACE_FILE} above the collection, in ${COLLECTION_FILE}, and in ${FOLDER_FILE} of its folders.`,
  });
}

function nameOf(path: string): string {
  return path.replace(/^.*[\\/]/, "");
}
