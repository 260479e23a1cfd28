/** The rows of a collection's tree that are to be seen. Pure. */
import type { CollectionItem } from "../../core/contract/collections.ts";
import { matchScore } from "../format/search.ts";
import type { OpenCollection } from "./state.ts";

/** One row: a collection, or something in it. */
export type CollectionRow =
  | { readonly kind: "collection"; readonly path: string; readonly name: string; readonly open: boolean }
  | {
      readonly kind: "item";
      readonly path: string;
      readonly item: CollectionItem;
      /** 0 right below the collection. */
      readonly depth: number;
      /** Of a folder. */
      readonly open: boolean;
      /** Of the requests in a folder, at any depth; 0 for a request, which has its own. */
      readonly assertionCount: number;
    };

/** True for a row that holds others. */
export function isFolder(row: CollectionRow): boolean {
  return row.kind === "collection" || row.item.kind === "folder";
}

/** The rows of all collections. A filter opens every folder that holds something it finds. */
export function collectionRows(
  open: readonly OpenCollection[],
  filter: string,
): readonly (CollectionRow & { readonly collection: string })[] {
  return open.flatMap((one) => rowsOf(one, filter).map((row) => ({ ...row, collection: one.path })));
}

function rowsOf(one: OpenCollection, filter: string): readonly CollectionRow[] {
  const { path, tree, expanded } = one;
  const items = tree?.items ?? [];
  const isOpen = filter.trim() !== "" || expanded.includes(path);
  const head: CollectionRow = { kind: "collection", path, name: tree?.name ?? nameOf(path), open: isOpen };
  if (!isOpen) return [head];
  return [head, ...(filter.trim() === "" ? foldedRows(items, expanded) : foundRows(items, filter))];
}

function foldedRows(items: readonly CollectionItem[], expanded: readonly string[]): readonly CollectionRow[] {
  const openFolders = new Set(expanded);
  const counts = assertionCounts(items);
  const depths = new Map<string, number>();
  const rows: CollectionRow[] = [];
  for (const item of items) {
    const above = item.parentId === undefined ? 0 : depths.get(item.parentId);
    if (above === undefined) continue;
    const isOpen = item.kind === "folder" && openFolders.has(item.path);
    if (isOpen) depths.set(item.id, above + 1);
    const assertionCount = counts.get(item.id) ?? 0;
    rows.push({ kind: "item", path: item.path, item, depth: above, open: isOpen, assertionCount });
  }
  return rows;
}

function foundRows(items: readonly CollectionItem[], filter: string): readonly CollectionRow[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const kept = new Set<string>();
  for (const item of items) {
    if (matchScore(`${item.name} ${item.method ?? ""}`, filter) < 0) continue;
    for (let at: CollectionItem | undefined = item; at !== undefined; at = byId.get(at.parentId ?? "")) {
      kept.add(at.id);
    }
  }
  const depthOf = (item: CollectionItem): number => item.id.split("/").length - 1;
  return items
    .filter(({ id }) => kept.has(id))
    .map((item) => ({
      kind: "item",
      path: item.path,
      item,
      depth: depthOf(item),
      open: item.kind === "folder",
      assertionCount: 0,
    }));
}

/** Assertions of the requests in each folder; parents come before their children. */
function assertionCounts(items: readonly CollectionItem[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id, parentId, kind, assertionCount = 0 } of [...items].reverse()) {
    const own = kind === "folder" ? (counts.get(id) ?? 0) : assertionCount;
    if (parentId !== undefined && own > 0) counts.set(parentId, (counts.get(parentId) ?? 0) + own);
  }
  return counts;
}

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.replace(/[/\\]+$/, "").replace(/^.*[/\\]/, "");
}

/** The folder that a path is in. */
export function folderOf(path: string): string {
  return path.replace(/[/\\]+$/, "").replace(/[/\\][^/\\]*$/, "");
}
