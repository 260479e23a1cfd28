/** Which requests a run has, in which order. */
import { stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { CollectionItem, SavedRequest } from "../../contract/collections.ts";
import type { RunCollectionRequest } from "../../contract/runner.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";

const collectionFilePart = () => import("../../collections/collection-file.ts");
const openCollectionPart = () => import("../../collections/open-collection.ts");

/** One request that is to be sent, or one that cannot be read. */
export interface PlannedRequest {
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly collection: string;
  readonly method: string;
  /** As the file had it when the run was planned; absent when it cannot be read. */
  readonly request?: SavedRequest;
  /** Why it cannot be read. */
  readonly findings: readonly Finding[];
}

/** The requests, and what is wrong with the collections themselves. */
export interface RunPlan {
  readonly requests: readonly PlannedRequest[];
  readonly findings: readonly Finding[];
}

/** Reads the plan of a run. Rejects with `file-unreadable` for a path that is not there, `usage` for one in no collection. */
export async function planRun({ paths, filter }: RunCollectionRequest): Promise<RunPlan> {
  const requests = new Map<string, Searched>();
  const findings: Finding[] = [];
  for (const path of paths.map((each) => resolve(each))) {
    const planned = await planPath(path);
    for (const request of planned.requests)
      if (!requests.has(request.file)) requests.set(request.file, request);
    findings.push(...planned.findings);
  }
  const wanted = filter?.toLowerCase() ?? "";
  return { requests: [...requests.values()].filter(({ searched }) => searched.includes(wanted)), findings };
}

interface Searched extends PlannedRequest {
  readonly searched: string;
}

async function planPath(
  path: string,
): Promise<{ requests: readonly Searched[]; findings: readonly Finding[] }> {
  const isFile = await isFileAt(path);
  const [{ findCollection, COLLECTION_FILE }, { openCollectionFolder }] = await Promise.all([
    collectionFilePart(),
    openCollectionPart(),
  ]);
  const collection = await findCollection(isFile ? join(path, "..") : path);
  if (collection === undefined) {
    throw new ByteglassError("usage", `${path} is in no collection.`, {
      hint: `A collection is a folder with an ${COLLECTION_FILE}; name one, a folder in it, or a request of it.`,
    });
  }
  const read = new Map<string, SavedRequest>();
  const { items, findings } = await openCollectionFolder(collection, (file, request) =>
    read.set(file, request),
  );
  const inside = items.filter((item) => item.path === path || (!isFile && isBelow(item.path, path)));
  const folders = inside.flatMap((item) => (item.kind === "folder" ? item.findings : []));
  return {
    requests: inside.flatMap((item) => plannedItem(item, collection, read.get(item.path))),
    findings: [...findings, ...folders],
  };
}

async function isFileAt(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (thrown) {
    throw new ByteglassError("file-unreadable", `${path} is not there.`, {
      hint: "Name a collection, a folder in it, or a request file.",
      cause: thrown,
    });
  }
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`);
}

function plannedItem(
  item: CollectionItem,
  collection: string,
  request: SavedRequest | undefined,
): readonly Searched[] {
  if (item.kind !== "request" && item.kind !== "broken") return [];
  const { id, name, path: file, method = "", tags = [], findings } = item;
  const searched = [id, name, method, ...tags].join("\n").toLowerCase();
  return [{ id, name, file, collection, method, ...(request && { request }), findings, searched }];
}
