import { useEffect, useMemo, useRef, useState } from "react";
import type { TreeView, TreeViewRow } from "../../core/contract/tree-view.ts";
import type { DocumentSummary, Selection, TreeRow } from "../../core/contract/views.ts";
import { engine } from "../engine/link.ts";
import { useStore } from "../state/use-store.ts";
import { createPageCache, type PageCache } from "../virtual/page-cache.ts";
import { namesGiven } from "./names.ts";

/** A row of any view; a plain one has no more to say than it is. */
export type ShownRow = TreeRow & Partial<Pick<TreeViewRow, "state" | "found">>;

/** Rows of one view of a document. */
export interface TreeRows {
  readonly count: number;
  readonly get: (index: number) => ShownRow | undefined;
  readonly ensure: (start: number, end: number) => void;
}

interface Source {
  readonly cache: PageCache<ShownRow>;
  count: number;
}

/** True for the view that is the tree itself. */
function isPlain({ order, values, filter = "" }: TreeView): boolean {
  return order === "wire" && values === "raw" && filter === "";
}

/** The rows of a view. While another one's first page is on its way the rows before stand in. */
export function useTreeView({ documentId, treeRowCount }: DocumentSummary, view: TreeView): TreeRows {
  const { order, values, filter } = view;
  const names = useStore(namesGiven, (count) => count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: after a name was given the rows are read again
  const source = useMemo<Source>(() => {
    const asked: TreeView = { order, values, ...(filter ? { filter } : {}) };
    const made: Source = {
      count: isPlain(asked) ? treeRowCount : 0,
      cache: createPageCache(async (start, end) => {
        const one = await engine();
        if (isPlain(asked)) return await one.readTree({ documentId, start, end });
        const page = await one.readTreeView({ documentId, view: asked, start, end });
        made.count = page.rowCount;
        return page.rows;
      }),
    };
    return made;
  }, [documentId, treeRowCount, order, values, filter, names]);

  const revision = useStore(source.cache.revision, (count) => count);
  const previous = useRef<Source | undefined>(undefined);
  const before = previous.current;
  useEffect(() => {
    if (revision > 0) previous.current = source;
    else source.cache.ensure(0, 1);
  }, [source, revision]);

  return useMemo(() => {
    const standIn = revision === 0 ? before : undefined;
    return {
      count: standIn?.count ?? source.count,
      get: (index: number) => source.cache.get(index) ?? standIn?.cache.get(index),
      ensure: source.cache.ensure,
    };
  }, [source, revision, before]);
}

/** Where the selected record is in a view; undefined where it is not, or not known yet. */
export function useSelectedRow(
  { documentId }: DocumentSummary,
  view: TreeView,
  selection: Selection | undefined,
): number | undefined {
  const { order, values, filter } = view;
  const plain = isPlain(view);
  const record = selection?.record;
  const [found, setFound] = useState<number | undefined>(undefined);
  useEffect(() => {
    if (plain || record === undefined) return;
    let wanted = true;
    const asked: TreeView = { order, values, ...(filter ? { filter } : {}) };
    void engine()
      .then((one) => one.findTreeViewRow({ documentId, view: asked, record }))
      .then(({ row }) => wanted && setFound(row < 0 ? undefined : row))
      .catch(() => wanted && setFound(undefined));
    return () => {
      wanted = false;
    };
  }, [documentId, plain, order, values, filter, record]);
  if (record === undefined) return undefined;
  return plain ? selection?.treeRow : found;
}
