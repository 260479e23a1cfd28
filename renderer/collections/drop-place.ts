/** Where a dragged item goes. Pure. */
import { type CollectionRow, folderOf } from "./rows.ts";
import { isWithin } from "./state.ts";

/** The half of a row that the pointer is over. */
export type RowHalf = "upper" | "lower";

/** The folder, and the item it comes before; at the end without one. */
export interface DropPlace {
  readonly folder: string;
  readonly before?: string;
}

/** The place for a drop on a row; undefined where the item cannot go, such as into itself. */
export function dropPlace(
  rows: readonly CollectionRow[],
  dragged: string,
  index: number,
  half: RowHalf,
): DropPlace | undefined {
  const row = rows[index];
  if (row === undefined || isWithin(row.path, dragged)) return undefined;
  if (row.kind === "collection" || row.item.kind === "folder") return { folder: row.path };
  const folder = folderOf(row.path);
  if (half === "upper") return { folder, before: row.path };
  const next = rows[index + 1];
  const follows = next?.kind === "item" && folderOf(next.path) === folder && next.path !== dragged;
  return follows ? { folder, before: next.path } : { folder };
}
