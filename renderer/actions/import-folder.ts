/** Telling the compiler where a schema's imports are. */
import type { SchemaSource } from "../../core/contract/params.ts";
import { namedImportFolder } from "../answer/next-steps.ts";
import { desktop } from "../engine/desktop.ts";
import { type Connection, setSources } from "../state/connections.ts";
import { connections } from "../state/stores.ts";
import { openConnection } from "./connect.ts";

/**
 * Adds a folder and reads the schema again: the one given, or one the person chooses (`ask`), or without either the one
 * that the findings name, and only where they name none one the person chooses.
 */
export async function addImportFolder(connectionId: string, given?: string): Promise<void> {
  const connection = connections.get().byId[connectionId];
  if (connection === undefined) return;
  const named = given === undefined ? foundFolder(connection) : given === "ask" ? undefined : given;
  const folder = named ?? (await chooseFolder());
  if (folder === undefined) return;
  const sources = connection.sources.map((source) => withImportPath(source, folder));
  connections.update((state) => setSources(state, connectionId, sources));
  await openConnection(connectionId);
}

/** A folder that a finding names and that is not among the import folders yet. */
function foundFolder({ sources, error, schema }: Connection): string | undefined {
  const known = sources.flatMap((source) => (source.kind === "proto" ? source.importPaths : []));
  const findings = [...(error?.findings ?? []), ...(schema?.findings ?? [])];
  return findings.map(namedImportFolder).find((folder) => folder !== undefined && !known.includes(folder));
}

async function chooseFolder(): Promise<string | undefined> {
  const title = "Add an import folder";
  const [folder] = await desktop().openFiles({ title, kind: "folder", multiple: false });
  return folder;
}

function withImportPath(source: SchemaSource, folder: string): SchemaSource {
  if (source.kind !== "proto" || source.importPaths.includes(folder)) return source;
  return { ...source, importPaths: [...source.importPaths, folder] };
}
