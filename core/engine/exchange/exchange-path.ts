/** Requests of another tool out of a file or a folder. */
import { promises } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import type { ImportedRequests } from "../../contract/exchange.ts";
import { ByteglassError } from "../../error.ts";
import { isBloomRpc, readBloomRpc } from "../../exchange/bloomrpc/read.ts";
import { readBrunoFiles } from "../../exchange/bruno/read.ts";
import { kreyaFiles, readKreyaFiles } from "../../exchange/kreya/read.ts";
import { readPostmanFiles } from "../../exchange/postman/read.ts";
import { readExchangeText } from "../../exchange/read-text.ts";
import { parseYamlValue } from "../../exchange/yaml-value.ts";

/** Bounds on what is read: files, and bytes of one. */
const maximumFiles = 20_000;
const maximumByteLength = 64 * 1024 * 1024;

interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** Reads a file or the folder of a collection. Throws `file-unreadable`, `too-large`, and `bad-text` when no form fits. */
export async function readExchangePath(path: string): Promise<ImportedRequests> {
  try {
    const isFolder = (await promises.stat(path)).isDirectory();
    return isFolder ? await readFolder(path) : readExchangeText(await readText(path));
  } catch (thrown) {
    if (thrown instanceof ByteglassError) throw thrown;
    throw new ByteglassError("file-unreadable", `${path} could not be read: ${String(thrown)}.`, {
      hint: "Check the path and its permissions.",
      cause: thrown,
    });
  }
}

async function readText(path: string): Promise<string> {
  const { size } = await promises.stat(path);
  if (size > maximumByteLength) {
    throw new ByteglassError(
      "too-large",
      `${path} has ${size} bytes; at most ${maximumByteLength} are read.`,
      {
        hint: "Export the collection in parts.",
      },
    );
  }
  return await promises.readFile(path, "utf8");
}

async function readFolder(folder: string): Promise<ImportedRequests> {
  const files = await listFiles(folder);
  const bruno = files.find((path) => path === "bruno.json");
  if (bruno !== undefined) {
    const head = parseYamlValue(await readText(join(folder, bruno)));
    return readBrunoFiles(nameIn(head) ?? basename(folder), await readAll(folder, files, /\.bru$/));
  }
  const kreya = files.find((path) => /^[^/]+\.krproj$/.test(path));
  if (kreya !== undefined) {
    return readKreyaFiles(kreya.replace(/\.krproj$/, ""), await readAll(folder, files, kreyaFiles));
  }
  if (files.includes("editor.json")) {
    const value = async (name: string) =>
      files.includes(name) ? parseYamlValue(await readText(join(folder, name))) : undefined;
    const editor = await value("editor.json");
    if (isBloomRpc(editor)) {
      return readBloomRpc(editor, await value("environments.json"), await value("importPaths.json"));
    }
  }
  const yaml = await readAll(folder, files, /(\.request|\/?\.resources\/definition)\.ya?ml$/);
  if (yaml.length > 0) {
    const read = readPostmanFiles(yaml.map(({ path, text }) => ({ path, value: parseYamlValue(text) })));
    return { ...read, name: read.name === "" ? basename(folder) : read.name };
  }
  const isOurs = files.includes("opencollection.yml");
  throw new ByteglassError(
    "bad-text",
    isOurs
      ? `${folder} is a collection already: nothing has to be imported.`
      : `${folder} is no collection of Bruno, Postman, Kreya or BloomRPC.`,
    {
      hint: isOurs
        ? "Open it as it is."
        : "Choose the folder that holds bruno.json, a .krproj or editor.json, or the one with .request.yaml files.",
    },
  );
}

async function readAll(
  folder: string,
  files: readonly string[],
  pattern: RegExp,
): Promise<readonly TextFile[]> {
  const found: TextFile[] = [];
  for (const path of files) {
    if (pattern.test(path)) found.push({ path, text: await readText(join(folder, path)) });
  }
  return found;
}

/** Relative paths with `/`, sorted; hidden folders but for Postman's own are passed over. */
async function listFiles(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of await promises.readdir(next, { withFileTypes: true })) {
      const path = join(next, entry.name);
      const isHidden = entry.name.startsWith(".") && entry.name !== ".resources";
      if (entry.isDirectory() && !isHidden && entry.name !== "node_modules") waiting.push(path);
      else if (entry.isFile()) files.push(relative(folder, path).split(sep).join("/"));
      if (files.length > maximumFiles) throw tooMany(folder);
    }
  }
  return files.sort();
}

function tooMany(folder: string): ByteglassError {
  return new ByteglassError("too-large", `${folder} has more than ${maximumFiles} files.`, {
    hint: "Choose the folder of the collection itself.",
  });
}

function nameIn(value: unknown): string | undefined {
  const name: unknown =
    typeof value === "object" && value !== null && "name" in value ? value.name : undefined;
  return typeof name === "string" && name !== "" ? name : undefined;
}
