import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isJsonObject, type JsonObject, parseJson } from "../../json-value.ts";
import { fileNameFault } from "./file-names.ts";

/** The file at the root of an export that tells it from a folder of someone's own. */
export const manifestName = ".byteglass-export.json";

/** What an export wrote last time: SHA-256 of each file's bytes, by name. */
export type Manifest = ReadonlyMap<string, string>;

/** Bound on a manifest, in bytes. */
const maxByteLength = 16 * 1024 * 1024;

/**
 * Reads the manifest of a folder; undefined where there is none. It may come from anywhere, so names that an export would
 * not write are not taken from it.
 */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, manifestName), "utf8").catch(() => undefined);
  if (text === undefined || text.length > maxByteLength) return undefined;
  const files = filesOf(text);
  if (files === undefined) return undefined;
  const entries = Object.entries(files).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === "string" && fileNameFault(entry[0]) === undefined,
  );
  return new Map(entries);
}

function filesOf(text: string): JsonObject | undefined {
  const value = parseJson(text);
  const files = isJsonObject(value) ? value["files"] : undefined;
  return isJsonObject(files) ? files : undefined;
}

/** The text of a manifest. `schemaHash` lets a reader see drift without compiling. */
export function manifestText(files: Manifest, schemaHash: string): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const value = { about: "Written by byteglass export; it says which files may be replaced.", schemaHash };
  return `${JSON.stringify({ ...value, files: Object.fromEntries(sorted) }, null, 2)}\n`;
}

/** SHA-256 in hexadecimal. */
export function contentHash(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
