import { openSaved } from "./actions.ts";
import { move } from "./change.ts";
import { dropPlace, type RowHalf } from "./drop-place.ts";
import { type collectionRows, folderOf, isFolder } from "./rows.ts";
import { toggleFolder } from "./state.ts";
import { collectionDialog, collections, renamedPath } from "./store.ts";
import type { TreeAct } from "./tree-keys.ts";

type Rows = ReturnType<typeof collectionRows>;

/** Opens a request as a tab, and folds or unfolds everything else. */
export function openRow(row: Rows[number]): void {
  if (isFolder(row)) collections.update((now) => toggleFolder(now, row.collection, row.path));
  else void openSaved(row.collection, row.path);
}

/** Does to a row what its key asks for; the menu is its tree's own. */
export function performAct(rows: Rows, index: number, act: Exclude<TreeAct, "menu">): void {
  const row = rows[index];
  if (row === undefined) return;
  if (act === "open") openRow(row);
  else if (row.kind !== "item") return;
  else if (act === "up" || act === "down") void shift(rows, index, act === "up" ? -1 : 1);
  else if (act === "rename") renamedPath.update(() => row.path);
  else collectionDialog.update(() => ({ kind: "remove", path: row.path, name: row.item.name }));
}

/** Moves what was dragged to where it was dropped, where it can be there. */
export function dropRow(rows: Rows, dragged: string | undefined, index: number, half: RowHalf): void {
  const to = dragged === undefined ? undefined : dropPlace(rows, dragged, index, half);
  if (dragged !== undefined && to !== undefined) void move(dragged, to.folder, to.before);
}

/** Moves an item past its neighbour among those of the same folder and kind. */
async function shift(rows: Rows, index: number, step: -1 | 1): Promise<void> {
  const row = rows[index];
  if (row?.kind !== "item") return;
  const siblings = rows.filter(
    (other) =>
      other.kind === "item" &&
      folderOf(other.path) === folderOf(row.path) &&
      (other.item.kind === "folder") === (row.item.kind === "folder"),
  );
  const at = siblings.indexOf(row);
  const past = siblings[at + step];
  if (past === undefined) return;
  const before = step === -1 ? past : siblings[at + 2];
  await move(row.path, folderOf(row.path), before?.path);
}
