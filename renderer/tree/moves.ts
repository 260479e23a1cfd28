/** What a key does in a tree of records. */
import type { TreeRow } from "../../core/contract/views.ts";

/** Where the selection stands in a tree when a key is pressed. */
export interface TreePlace {
  /** Index among the visible rows, −1 when none is selected. */
  readonly visible: number;
  readonly count: number;
  readonly row: TreeRow | undefined;
  readonly folded: boolean;
}

/** What a key asks for: another row, folding this one, or its parent. */
export type TreeMove =
  | { readonly kind: "go"; readonly visible: number }
  | { readonly kind: "fold" }
  | { readonly kind: "parent" };

const PAGE = 10;

/** Up and down walk visible rows; right opens or enters, left folds or leaves; undefined for any other key. */
export function treeMove(key: string, place: TreePlace): TreeMove | undefined {
  const { visible, count, row, folded } = place;
  switch (key) {
    case "ArrowDown":
      return go(visible + 1, count);
    case "ArrowUp":
      return go(visible - 1, count);
    case "PageDown":
      return go(visible + PAGE, count);
    case "PageUp":
      return go(visible - PAGE, count);
    case "Home":
      return go(0, count);
    case "End":
      return go(count - 1, count);
    case "ArrowRight":
      if (row?.hasChildren !== true) return undefined;
      return folded ? { kind: "fold" } : go(visible + 1, count);
    case "ArrowLeft":
      if (row === undefined) return undefined;
      return row.hasChildren && !folded ? { kind: "fold" } : { kind: "parent" };
    default:
      return undefined;
  }
}

function go(visible: number, count: number): TreeMove | undefined {
  return count === 0 ? undefined : { kind: "go", visible: Math.min(count - 1, Math.max(0, visible)) };
}
