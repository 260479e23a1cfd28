import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useState } from "react";
import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { clearSelection, select } from "../actions/select.ts";
import { offsetDigits } from "../hex/cells.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import {
  type Folds,
  hiddenRanges,
  revealRow,
  toggleFold,
  toRow,
  toVisible,
  visibleCount,
} from "../virtual/folding.ts";
import { useTreePages } from "../virtual/use-pages.ts";
import { treeMove } from "./moves.ts";
import { TreeRowView } from "./tree-row-view.tsx";

interface TreePaneProps {
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
  readonly label: string;
}

const ROW_HEIGHT = 21;

/** Folds belong to one document: the next one starts open. */
interface Folded {
  readonly documentId: string;
  readonly folds: Folds;
}

const NOTHING_FOLDED: Folded = { documentId: "", folds: new Map() };

/** The records of a document in wire order, foldable; click or walk to select. */
export function TreePane({ document, selection, label }: TreePaneProps) {
  const { documentId, treeRowCount, byteLength } = document;
  const pages = useTreePages(documentId);
  const treeId = useId();
  const [folded, setFolded] = useState<Folded>(NOTHING_FOLDED);
  const folds = folded.documentId === documentId ? folded.folds : NOTHING_FOLDED.folds;
  const hidden = useMemo(() => hiddenRanges(folds), [folds]);
  const count = visibleCount(hidden, treeRowCount);
  const current = selection?.treeRow;
  const digits = offsetDigits(byteLength);

  useEffect(() => {
    if (current === undefined) return;
    setFolded((now) => {
      const revealed = revealRow(now.folds, current);
      return revealed === now.folds ? now : { ...now, folds: revealed };
    });
  }, [current]);

  function choose(row: number) {
    const record = pages.get(row)?.record;
    if (record !== undefined) void select(documentId, { kind: "record", record });
  }

  function fold(row: number) {
    const shown = pages.get(row);
    if (shown !== undefined) setFolded({ documentId, folds: toggleFold(folds, row, shown.next) });
  }

  function press(event: KeyboardEvent) {
    if (event.key === "Escape") clearSelection(documentId);
    const at = current ?? -1;
    const move = treeMove(event.key, {
      visible: at < 0 ? -1 : toVisible(hidden, at),
      count,
      row: pages.get(at),
      folded: folds.has(at),
    });
    if (move === undefined) return;
    event.preventDefault();
    if (move.kind === "fold") fold(at);
    else if (move.kind === "parent") choose(parentOf(at));
    else choose(toRow(hidden, move.visible));
  }

  function parentOf(row: number): number {
    const depth = pages.get(row)?.depth ?? 0;
    for (let above = row - 1; above >= 0; above -= 1) {
      const candidate = pages.get(above);
      if (candidate === undefined || candidate.depth < depth) return above;
    }
    return row;
  }

  function click(event: MouseEvent) {
    const element = (event.target as Element).closest<HTMLElement>("[data-row]");
    if (element === null) return;
    const row = Number(element.dataset["row"]);
    if ((event.target as HTMLElement).dataset["twisty"] !== undefined) fold(row);
    else choose(row);
  }

  return (
    <VirtualRows
      role="tree"
      aria-label={label}
      {...(current === undefined ? {} : { "aria-activedescendant": `${treeId}-${current}` })}
      tabIndex={0}
      className={document.typeName === "" ? "tree numbered" : "tree"}
      count={count}
      rowHeight={ROW_HEIGHT}
      shown={current === undefined ? undefined : toVisible(hidden, current)}
      onWindow={(start, end) => pages.ensure(toRow(hidden, start), toRow(hidden, end))}
      onKeyDown={press}
      onClick={click}
      renderRow={(visible) => {
        const index = toRow(hidden, visible);
        const row = pages.get(index);
        if (row === undefined) return <div key={index} className="tree-row" />;
        return (
          <TreeRowView
            key={index}
            id={`${treeId}-${index}`}
            row={row}
            index={index}
            folded={folds.has(index)}
            selected={index === current}
            digits={digits}
          />
        );
      }}
    />
  );
}
