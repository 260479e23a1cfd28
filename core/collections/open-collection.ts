/** The tree of a collection's folder. */
import { promises } from "node:fs";
import { basename, join } from "node:path";
import * as v from "valibot";
import type { CollectionItem, CollectionTree, SavedRequest } from "../contract/collections.ts";
import type { Finding, Result } from "../finding.ts";
import { COLLECTION_FILE, FOLDER_FILE, readHead } from "./collection-file.ts";
import { inOrder } from "./order.ts";
import { readPlainYaml } from "./plain-yaml.ts";
import { readPlainRequest, readRequestYaml } from "./read-request.ts";
import { readFileText } from "./read-text.ts";
import { reasonOf } from "./replace-file.ts";
import { SmallFiles } from "./small-files.ts";
import { parseYaml } from "./yaml-text.ts";

/** Bounds on what is opened: items in all, and folders in folders. */
const maximumItems = 50_000;
const maximumDepth = 32;
/** Files that are read at the same time. */
const maximumReading = 64;

/** Told each request that was read, with its file: who is about to send them need not read them again. */
export type OnRequest = (file: string, request: SavedRequest) => void;

/** Opens the collection in the folder `path`. Never throws for what is in it: what cannot be read is a finding. */
export async function openCollectionFolder(path: string, onRequest?: OnRequest): Promise<CollectionTree> {
  const findings: Finding[] = [];
  const head = await readHead(join(path, COLLECTION_FILE)).catch((thrown: unknown) => {
    findings.push(fault(path, "file-unreadable", reasonOf(thrown)));
    return undefined;
  });
  if (head === undefined && findings.length === 0) {
    findings.push(
      fault(path, "file-unreadable", `${join(path, COLLECTION_FILE)} is not there: ${path} is no collection`),
    );
  }
  findings.push(...(head?.findings ?? []));
  const reader = new TreeReader(onRequest);
  await reader.addFolder({ path, id: undefined }, 0, findings);
  if (reader.items.length >= maximumItems) {
    findings.push(
      fault(path, "too-many-items", `${path} has more than ${maximumItems} items; the rest is left out`),
    );
  }
  return { path, name: head?.name ?? basename(path), items: reader.items, findings };
}

interface Folder {
  readonly path: string;
  /** Absent for the collection itself. */
  readonly id: string | undefined;
}

/** An item with what it is sorted by. */
interface Found {
  readonly item: CollectionItem;
  readonly sequence: number | undefined;
}

class TreeReader {
  readonly items: CollectionItem[] = [];
  readonly #files = new SmallFiles();
  readonly #onRequest: OnRequest | undefined;

  constructor(onRequest: OnRequest | undefined) {
    this.#onRequest = onRequest;
  }

  async addFolder(folder: Folder, depth: number, findings: Finding[]): Promise<void> {
    const entries = await readFolder(folder.path, findings);
    const wanted = entries.filter((entry) =>
      entry.isDirectory()
        ? !isHidden(entry.name, folder.id) && depth < maximumDepth
        : entry.isFile() && isItem(entry.name),
    );
    const found: Found[] = [];
    for (let start = 0; start < wanted.length; start += maximumReading) {
      const slice = wanted.slice(start, start + maximumReading);
      found.push(
        ...(await Promise.all(
          slice.map((entry) =>
            entry.isDirectory() ? readFolderItem(folder, entry.name) : this.#readFileItem(folder, entry.name),
          ),
        )),
      );
      await this.#files.breathe();
    }
    for (const { item } of found.sort(byPlace)) {
      if (this.items.length >= maximumItems) return;
      const own = [...item.findings];
      this.items.push(item.kind === "folder" ? { ...item, findings: own } : item);
      if (item.kind === "folder") await this.addFolder({ path: item.path, id: item.id }, depth + 1, own);
    }
  }

  async #readFileItem(folder: Folder, fileName: string): Promise<Found> {
    const place = placeOf(folder, fileName);
    const name = fileName.replace(/\.ya?ml$/, "");
    try {
      const found = await readFileText(place.path, (file) => this.#files.read(file));
      if (found === undefined)
        return broken(place, name, [fault(place.path, "file-unreadable", "It is gone")]);
      if (found.findings.length > 0) return broken(place, name, found.findings);
      const read = readRequestItem(place.path, found.text);
      if ("other" in read) {
        const { name: own = name, seq: sequence } = read.other;
        return { item: { ...place, kind: "other", name: own || name, findings: [] }, sequence };
      }
      if (!read.ok) return broken(place, name, read.findings);
      this.#onRequest?.(place.path, read.value);
      const { methodKind, channel, assertions = [], tags, method, sequence } = read.value;
      const item: CollectionItem = {
        ...place,
        kind: "request",
        name: read.value.name || name,
        method,
        ...(methodKind && { methodKind }),
        ...(channel && { channel }),
        ...(tags && { tags }),
        assertionCount: assertions.filter(({ disabled }) => disabled !== true).length,
        findings: [],
      };
      return { item, sequence };
    } catch (thrown) {
      return broken(place, name, [fault(place.path, "file-unreadable", reasonOf(thrown))]);
    }
  }
}

async function readFolder(path: string, findings: Finding[]) {
  try {
    return await promises.readdir(path, { withFileTypes: true });
  } catch (thrown) {
    findings.push(fault(path, "folder-unreadable", `${path} could not be read: ${reasonOf(thrown)}`));
    return [];
  }
}

function placeOf(folder: Folder, name: string): Pick<CollectionItem, "id" | "parentId" | "path"> {
  const path = join(folder.path, name);
  return folder.id === undefined
    ? { id: name, path }
    : { id: `${folder.id}/${name}`, parentId: folder.id, path };
}

async function readFolderItem(folder: Folder, name: string): Promise<Found> {
  const place = placeOf(folder, name);
  try {
    const head = await readHead(join(place.path, FOLDER_FILE));
    const findings = head?.findings ?? [];
    return {
      item: { ...place, kind: "folder", name: head?.name ?? name, findings },
      sequence: head?.sequence,
    };
  } catch (thrown) {
    const findings = [fault(join(place.path, FOLDER_FILE), "file-unreadable", reasonOf(thrown))];
    return { item: { ...place, kind: "folder", name, findings }, sequence: undefined };
  }
}

const Other = v.object({
  info: v.object({ type: v.string(), name: v.optional(v.string()), seq: v.optional(v.number()) }),
});
type Other = v.InferOutput<typeof Other>["info"];

/** The request of a file, or what a file of the format says of itself that is no gRPC request. */
function readRequestItem(file: string, text: string): Result<SavedRequest> | { readonly other: Other } {
  const plain = readPlainYaml(text);
  const quick = readPlainRequest(plain);
  if (quick !== undefined) return quick;
  const yaml = plain === undefined ? parseYaml(file, text) : undefined;
  if (yaml === undefined || yaml.findings.length === 0) {
    const other = v.safeParse(Other, plain?.value ?? yaml?.document.toJS());
    if (other.success && other.output.info.type !== "grpc") return { other: other.output.info };
  }
  return readRequestYaml(yaml ?? parseYaml(file, text));
}

function broken(
  place: Pick<CollectionItem, "id" | "parentId" | "path">,
  name: string,
  findings: readonly Finding[],
): Found {
  return { item: { ...place, kind: "broken", name, findings }, sequence: undefined };
}

function fault(file: string, code: string, message: string): Finding {
  const hint = "Check the path and its permissions; the rest of the collection works.";
  return { code, severity: "error", message: `${message}.`, hint, file };
}

/** True for the name of a file that is an item. */
export function isItem(name: string): boolean {
  return /\.ya?ml$/.test(name) && !name.startsWith(".") && name !== COLLECTION_FILE && name !== FOLDER_FILE;
}

function isHidden(name: string, parentId: string | undefined): boolean {
  return (
    name.startsWith(".") || name === "node_modules" || (parentId === undefined && name === "environments")
  );
}

function byPlace(left: Found, right: Found): number {
  return inOrder(orderOf(left), orderOf(right));
}

function orderOf({ item, sequence }: Found) {
  return { isFolder: item.kind === "folder", sequence, name: item.path };
}
