/** Where a type may be declared that a server does not find by its name. Pure. */
import { parentName } from "../parent-name.ts";
import { lenPayloads } from "../raw/fields.ts";
import { readFileHeader } from "../raw/file-header.ts";
import { FILE, NAME } from "../raw/tags.ts";

/** What is to be asked for, the likeliest first. */
export interface LikelyPlaces {
  /** Services, and types around the one that is looked for. */
  readonly symbols: readonly string[];
  readonly fileNames: readonly string[];
}

/** A file that is known of a server. */
export interface KnownFile {
  readonly name: string;
  readonly package: string;
}

/** Bounds on what is asked for because of one message. */
const maxServices = 16;
const maxFileNames = 24;
const maxFolders = 4;

/** Names that files of nothing but messages often have. */
const commonNames = ["types", "common", "messages", "events", "models", "resources"];

/**
 * Some servers find services by name and no messages, or no nested ones: then the types around a nested type are asked
 * for, the services of its package, and files that are named as such files usually are.
 */
export function likelyPlaces(
  typeNames: readonly string[],
  services: readonly string[],
  known: readonly KnownFile[],
): LikelyPlaces {
  const have = new Set(known.map(({ name }) => name));
  const near = typeNames.map(splitName);
  const packages = new Set(near.map((one) => one.package));
  const ofPackages = services.filter((service) => packages.has(parentName(service))).slice(0, maxServices);
  const fileNames = near.flatMap((one) => fileNamesOf(one, known)).filter((name) => !have.has(name));
  return {
    symbols: [...new Set([...typeNames.flatMap(typesAround), ...ofPackages])],
    fileNames: [...new Set(fileNames)].slice(0, maxFileNames),
  };
}

/** Full names of the types around a nested type, the nearest first. */
export function typesAround(typeName: string): readonly string[] {
  return splitName(typeName).outer;
}

/** The full name of a message that the files declare; undefined where there is none. */
export function firstMessage(files: readonly Uint8Array[]): string | undefined {
  for (const file of files) {
    const [message] = lenPayloads(file, FILE.message);
    const [name] = message === undefined ? [] : lenPayloads(message, NAME);
    if (name === undefined) continue;
    const scope = readFileHeader(file).package;
    return `${scope === "" ? "" : `${scope}.`}${Buffer.from(name).toString()}`;
  }
  return undefined;
}

interface SplitName {
  readonly package: string;
  /** The outermost type. */
  readonly top: string;
  /** Full names of the types around it, the nearest first. */
  readonly outer: readonly string[];
}

/** By the usual case of names: the first part that begins with a capital is the outermost type. */
function splitName(typeName: string): SplitName {
  const parts = typeName.split(".");
  const capital = parts.findIndex((part) => /^[A-Z]/.test(part));
  const at = capital < 0 ? parts.length - 1 : capital;
  const outer = parts.slice(at + 1).map((_, more) => parts.slice(0, at + 1 + more).join("."));
  return { package: parts.slice(0, at).join("."), top: parts[at] ?? "", outer: outer.reverse() };
}

function fileNamesOf({ package: own, top }: SplitName, known: readonly KnownFile[]): readonly string[] {
  const path = own.replaceAll(".", "/");
  const inPackage = known.filter((file) => file.package === own).map(({ name }) => folderOf(name));
  const folders = [...new Set([...inPackage, path === "" ? "" : `${path}/`])].slice(0, maxFolders);
  const last = own
    .split(".")
    .filter((part) => !/^v\d/.test(part))
    .at(-1);
  const names = [snakeCase(top), ...(last === undefined || last === "" ? [] : [last]), ...commonNames];
  return names.flatMap((name) => folders.map((folder) => `${folder}${name}.proto`));
}

/** `ThingDone` → `thing_done`, `HTTPRule` → `http_rule`. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase();
}

function folderOf(fileName: string): string {
  return fileName.slice(0, fileName.lastIndexOf("/") + 1);
}
