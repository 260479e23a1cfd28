/** What a key does to a row of the tree of saved requests. */
import { type CollectionRow, isFolder } from "./rows.ts";

/** `open` also folds and unfolds; `up` and `down` move a row past its neighbour. */
export type TreeAct = "open" | "rename" | "remove" | "menu" | "up" | "down";

interface PressedKey {
  readonly key: string;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** What is done to a row when a key is pressed on it; undefined for a key that walks, or does nothing. */
export function treeAct({ key, altKey, shiftKey }: PressedKey, row: CollectionRow): TreeAct | undefined {
  switch (key) {
    case "ArrowUp":
      return altKey ? "up" : undefined;
    case "ArrowDown":
      return altKey ? "down" : undefined;
    case "Enter":
    case " ":
      return "open";
    case "ArrowRight":
      return isFolder(row) && !row.open ? "open" : undefined;
    case "ArrowLeft":
      return isFolder(row) && row.open ? "open" : undefined;
    case "F2":
      return row.kind === "item" ? "rename" : undefined;
    case "Delete":
      return row.kind === "item" ? "remove" : undefined;
    case "ContextMenu":
      return "menu";
    case "F10":
      return shiftKey ? "menu" : undefined;
    default:
      return undefined;
  }
}
