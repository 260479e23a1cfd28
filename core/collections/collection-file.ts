/** The files that describe a collection or a folder: `opencollection.yml` and `folder.yml`. */
import { dirname, join } from "node:path";
import * as v from "valibot";
import type { Variable } from "../contract/environments.ts";
import { type SchemaSource, SchemaSourceSchema } from "../contract/params.ts";
import { ByteglassError } from "../error.ts";
import type { Finding } from "../finding.ts";
import { MetadataShape } from "./file-shape.ts";
import { readFileText } from "./read-text.ts";
import { shapeFindings } from "./shape-findings.ts";
import { readVariables } from "./variables.ts";
import { parseYaml, type YamlText } from "./yaml-text.ts";

/** The names of the two files. */
export const COLLECTION_FILE = "opencollection.yml";
export const FOLDER_FILE = "folder.yml";

/** The version of the format that is written, and the newest that is changed. */
export const FORMAT_VERSION = "1.0.0";
const newestMajor = 1;
/** Folders that are walked up in search of the collection's own file. */
const maximumDepth = 32;

/** What such a file says. A key that has another shape is a finding and counts as absent. */
export interface Head {
  readonly name: string | undefined;
  readonly sequence: number | undefined;
  readonly variables: readonly Variable[];
  readonly metadata: v.InferOutput<typeof MetadataShape>;
  readonly sources: readonly SchemaSource[];
  readonly findings: readonly Finding[];
}

const Proto = v.object({
  protoFiles: v.optional(v.array(v.object({ path: v.string() })), []),
  importPaths: v.optional(v.array(v.object({ path: v.string(), disabled: v.optional(v.boolean()) })), []),
});

/** Reads one; undefined when it is not there. Throws `file-unreadable`. */
export async function readHead(file: string): Promise<Head | undefined> {
  const found = await readFileText(file);
  if (found === undefined) return undefined;
  const yaml = parseYaml(file, found.text);
  const findings: Finding[] = [...found.findings, ...yaml.findings, ...versionFindings(yaml)];
  const take = <Schema extends v.GenericSchema>(path: readonly string[], schema: Schema) => {
    const plain = yaml.findings.length > 0 ? undefined : plainAt(yaml, path);
    if (plain === undefined || plain === null) return undefined;
    const parsed = v.safeParse(schema, plain);
    if (parsed.success) return parsed.output;
    findings.push(...shapeFindings(yaml, parsed.issues, path));
    return undefined;
  };
  const name = take(["info", "name"], v.string());
  const sequence = take(["info", "seq"], v.number());
  const variables = readVariables(yaml, ["request", "variables"]);
  const metadata = take(["request", "metadata"], MetadataShape) ?? [];
  const proto = take(["config", "protobuf"], Proto);
  const sources = take(["extensions", "byteglass", "sources"], v.array(SchemaSourceSchema)) ?? [];
  return {
    name: name === "" ? undefined : name,
    sequence,
    variables: variables.variables,
    metadata,
    sources: [...sources, ...protoSources(proto)],
    findings: [...findings, ...variables.findings],
  };
}

function protoSources(proto: v.InferOutput<typeof Proto> | undefined): readonly SchemaSource[] {
  if (proto === undefined || proto.protoFiles.length === 0) return [];
  const importPaths = proto.importPaths.filter(({ disabled }) => disabled !== true).map(({ path }) => path);
  return [{ kind: "proto", files: proto.protoFiles.map(({ path }) => path), importPaths }];
}

function plainAt(yaml: YamlText, path: readonly string[]): unknown {
  const node: unknown = yaml.document.getIn(path);
  if (typeof node !== "object" || node === null) return node;
  return "toJSON" in node && typeof node.toJSON === "function" ? node.toJSON() : node;
}

function versionFindings(yaml: YamlText): readonly Finding[] {
  const version: unknown = yaml.document.getIn(["opencollection"]);
  if (!isNewer(version)) return [];
  return [
    yaml.finding(
      ["opencollection"],
      "newer-version",
      `the collection is of version ${String(version)}, and ${FORMAT_VERSION} is the newest known here.`,
      "It can be read and run; to change it, update Byteglass.",
      "warning",
    ),
  ];
}

function isNewer(version: unknown): boolean {
  const major = /^(\d+)(\.|$)/.exec(String(version ?? ""))?.[1];
  return major !== undefined && Number(major) > newestMajor;
}

/** The folder of the collection that a file or a folder is in; undefined when it is in none. */
export async function findCollection(path: string): Promise<string | undefined> {
  let folder = path;
  for (let depth = 0; depth < maximumDepth; depth++) {
    const found = await readFileText(join(folder, COLLECTION_FILE)).catch(() => undefined);
    if (found !== undefined) return folder;
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
  return undefined;
}

/** Throws `unsupported` when the path is in a collection of a newer version: writing might lose what is not known here. */
export async function refuseNewer(path: string): Promise<void> {
  const folder = await findCollection(path);
  if (folder === undefined) return;
  const head = await readHead(join(folder, COLLECTION_FILE));
  const newer = head?.findings.find(({ code }) => code === "newer-version");
  if (newer === undefined) return;
  throw new ByteglassError("unsupported", newer.message, {
    hint: "Update Byteglass to change this collection; nothing was written.",
    findings: [newer],
  });
}
