import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import type { TreeView } from "../../core/contract/tree-view.ts";
import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { select } from "../actions/select.ts";
import {
  type Folds,
  hiddenRanges,
  revealRow,
  toggleFold,
  toRow,
  toVisible,
  visibleCount,
} from "../virtual/folding.ts";
import { treeMove } from "./moves.ts";
import { useSelectedRow, type useTreeView } from "./use-tree-view.ts";

/** Folds belong to one view of one document: the next one starts open. */
interface Folded {
  readonly viewId: string;
  readonly folds: Folds;
}

const NOTHING_FOLDED: Folded = { viewId: "", folds: new Map() };

interface TreeWalkProps {
  readonly document: DocumentSummary;
  readonly view: TreeView;
  readonly selection: Selection | undefined;
  readonly rows: ReturnType<typeof useTreeView>;
}

/** Which rows of a tree are folded, which one is current, and how keys go from it to another. */
export function useTreeWalk({ document, view, selection, rows }: TreeWalkProps) {
  const { documentId } = document;
  const viewId = `${documentId} ${view.order} ${view.values} ${view.filter ?? ""}`;
  const [folded, setFolded] = useState<Folded>(NOTHING_FOLDED);
  const folds = folded.viewId === viewId ? folded.folds : NOTHING_FOLDED.folds;
  const hidden = useMemo(() => hiddenRanges(folds), [folds]);
  const count = visibleCount(hidden, rows.count);
  const selected = useSelectedRow(document, view, selection);
  // A row without a record, such as a field that is absent, can be walked over and selects nothing.
  const [walked, setWalked] = useState<{ readonly viewId: string; readonly row: number } | undefined>();
  const current = walked?.viewId === viewId ? walked.row : selected;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another selection ends the walk
  useEffect(() => setWalked(undefined), [selection]);

  useEffect(() => {
    if (current === undefined) return;
    setFolded((now) => {
      const revealed = revealRow(now.folds, current);
      return revealed === now.folds ? now : { ...now, folds: revealed };
    });
  }, [current]);

  function choose(row: number) {
    const record = rows.get(row)?.record;
    if (record === undefined) return;
    if (record < 0) setWalked({ viewId, row });
    else void select(documentId, { kind: "record", record });
  }

  function fold(row: number) {
    const shown = rows.get(row);
    if (shown !== undefined) setFolded({ viewId, folds: toggleFold(folds, row, shown.next) });
  }

  function walk(event: KeyboardEvent) {
    const at = current ?? -1;
    const move = treeMove(event.key, {
      visible: at < 0 ? -1 : toVisible(hidden, at),
      count,
      row: rows.get(at),
      folded: folds.has(at),
    });
    if (move === undefined) return;
    event.preventDefault();
    if (move.kind === "fold") fold(at);
    else if (move.kind === "parent") choose(parentOf(at));
    else choose(toRow(hidden, move.visible));
  }

  function parentOf(row: number): number {
    const depth = rows.get(row)?.depth ?? 0;
    for (let above = row - 1; above >= 0; above -= 1) {
      const candidate = rows.get(above);
      if (candidate === undefined || candidate.depth < depth) return above;
    }
    return row;
  }

  return { folds, hidden, count, current, choose, fold, walk };
}
