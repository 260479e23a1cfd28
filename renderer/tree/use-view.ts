import { useDeferredValue, useMemo, useState } from "react";
import type { TreeView } from "../../core/contract/tree-view.ts";
import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";

/** The view of a tree that the window is set to, with a filter of the tree's own. */
export function useView(): {
  readonly view: TreeView;
  readonly filter: string;
  readonly setFilter: (filter: string) => void;
} {
  const order = useStore(lens, (state) => state.order);
  const effective = useStore(lens, (state) => state.effective);
  const [filter, setFilter] = useState("");
  const settled = useDeferredValue(filter.trim());
  const view = useMemo<TreeView>(
    () => ({
      order,
      values: effective ? "effective" : "raw",
      ...(settled === "" ? {} : { filter: settled }),
    }),
    [order, effective, settled],
  );
  return { view, filter, setFilter };
}
