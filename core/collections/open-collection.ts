/** The tree of a collection's folder. */
import { promises } from "node:fs";
import { basename, join } from "node:path";
import type { CollectionItem, CollectionTree } from "../contract/collections.ts";
import type { Finding } from "../finding.ts";
import { readRequestText } from "./read-request.ts";
import { parseYaml } from "./yaml-text.ts";

/** Bounds on what is opened: items in all, and folders in folders. */
const maximumItems = 50_000;
const maximumDepth = 32;

/** Opens the collection in the folder `path`. Never throws for what is in it: what cannot be read is a finding. */
export async function openCollectionFolder(path: string): Promise<CollectionTree> {
  const items: CollectionItem[] = [];
  const findings: Finding[] = [];
  const head = await readHead(join(path, "opencollection.yml"), findings);
  await addFolder(path, undefined, 0, items, findings);
  if (items.length >= maximumItems) {
    findings.push(
      fault(path, "too-many-items", `${path} has more than ${maximumItems} items; the rest is left out.`),
    );
  }
  return { path, name: head ?? basename(path), items, findings };
}

async function addFolder(
  folder: string,
  parentId: string | undefined,
  depth: number,
  items: CollectionItem[],
  findings: Finding[],
): Promise<void> {
  try {
    for (const entry of (await promises.readdir(folder, { withFileTypes: true })).sort(byName)) {
      if (items.length >= maximumItems) return;
      const path = join(folder, entry.name);
      const id = parentId === undefined ? entry.name : `${parentId}/${entry.name}`;
      const place = { id, ...(parentId === undefined ? {} : { parentId }), path };
      if (entry.isDirectory() && !isHidden(entry.name, parentId) && depth < maximumDepth) {
        const own: Finding[] = [];
        const name = (await readHead(join(path, "folder.yml"), own, true)) ?? entry.name;
        items.push({ ...place, kind: "folder", name, findings: own });
        await addFolder(path, id, depth + 1, items, own);
      } else if (entry.isFile() && isItem(entry.name)) items.push({ ...place, ...(await readItem(path)) });
    }
  } catch (thrown) {
    findings.push(fault(folder, "folder-unreadable", `${folder} could not be read: ${String(thrown)}.`));
  }
}

async function readItem(path: string): Promise<Omit<CollectionItem, "id" | "path">> {
  const fallback = basename(path).replace(/\.ya?ml$/, "");
  try {
    const text = await promises.readFile(path, "utf8");
    const read = readRequestText(path, text);
    if (read.ok) {
      const { name, method } = read.value;
      return { kind: "request", name: name || fallback, method, findings: [] };
    }
    const type: unknown = parseYaml(path, text).document.getIn(["info", "type"]);
    if (typeof type === "string" && type !== "grpc") return { kind: "other", name: fallback, findings: [] };
    return { kind: "broken", name: fallback, findings: read.findings };
  } catch (thrown) {
    const findings = [fault(path, "file-unreadable", `${path} could not be read: ${String(thrown)}.`)];
    return { kind: "broken", name: fallback, findings };
  }
}

/** The name in the file that describes a collection or a folder. */
async function readHead(file: string, findings: Finding[], optional = false): Promise<string | undefined> {
  try {
    const yaml = parseYaml(file, await promises.readFile(file, "utf8"));
    findings.push(...yaml.findings);
    const name: unknown = yaml.document.getIn(["info", "name"]);
    return typeof name === "string" && name !== "" ? name : undefined;
  } catch (thrown) {
    const gone = thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT";
    if (!(optional && gone)) findings.push(fault(file, "file-unreadable", `${file} could not be read.`));
    return undefined;
  }
}

function fault(file: string, code: string, message: string): Finding {
  const hint = "Check the path and its permissions; the rest of the collection works.";
  return { code, severity: "error", message, hint, file };
}

function isItem(name: string): boolean {
  return /\.ya?ml$/.test(name) && name !== "opencollection.yml" && name !== "folder.yml";
}

function isHidden(name: string, parentId: string | undefined): boolean {
  return (
    name.startsWith(".") || name === "node_modules" || (parentId === undefined && name === "environments")
  );
}

function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return left.name < right.name ? -1 : 1;
}
