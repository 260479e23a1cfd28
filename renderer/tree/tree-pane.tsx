import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useState } from "react";
import type { TreeView } from "../../core/contract/tree-view.ts";
import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { clearSelection, select } from "../actions/select.ts";
import { offsetDigits } from "../hex/cells.ts";
import { ReadingBar } from "../reading/reading-bar.tsx";
import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
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
import { treeMove } from "./moves.ts";
import { TreeRowView } from "./tree-row-view.tsx";
import { type ShownRow, useSelectedRow, useTreeView } from "./use-tree-view.ts";
import { useValueEditing } from "./use-value-editing.ts";
import { ValueEditor } from "./value-editor.tsx";

interface TreePaneProps {
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
  readonly label: string;
  readonly view?: TreeView;
}

const ROW_HEIGHT = 21;
const PLAIN: TreeView = { order: "wire", values: "raw" };

/** Folds belong to one view of one document: the next one starts open. */
interface Folded {
  readonly viewId: string;
  readonly folds: Folds;
}

const NOTHING_FOLDED: Folded = { viewId: "", folds: new Map() };

/** The records of a document, foldable; click or walk to select, F2 or a double click to type a value. */
export function TreePane({ document, selection, label, view = PLAIN }: TreePaneProps) {
  const { documentId, byteLength } = document;
  const viewId = `${documentId} ${view.order} ${view.values} ${view.filter ?? ""}`;
  const rows = useTreeView(document, view);
  const editing = useValueEditing(document);
  const base = useStore(lens, (state) => (state.offsets === "hex" ? 16 : 10));
  const treeId = useId();
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

  function press(event: KeyboardEvent) {
    const at = current ?? -1;
    const row = rows.get(at);
    if (event.key === "Escape") clearSelection(documentId);
    else if (row !== undefined && row.record >= 0 && editing.enabled && editKey(event))
      event.preventDefault();
    else walk(event, at);
  }

  function editKey(event: KeyboardEvent): boolean {
    const row = rows.get(current ?? -1);
    if (row === undefined) return false;
    if (event.key === "F2" || event.key === "Enter") void editing.begin(row);
    else if (event.key === "n" && canBeNamed(row, document.typeName)) editing.beginName(row);
    else if (event.key === "Delete") editing.remove(row);
    else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) editing.duplicate(row);
    else return false;
    return true;
  }

  function walk(event: KeyboardEvent, at: number) {
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

  function click(event: MouseEvent) {
    const row = rowOf(event);
    if (row === undefined) return;
    const { dataset } = event.target as HTMLElement;
    const shown = rows.get(row);
    if (dataset["twisty"] !== undefined) fold(row);
    else if (dataset["name"] !== undefined && shown !== undefined) editing.beginName(shown);
    else choose(row);
  }

  return (
    <>
      <ReadingBar document={document} />
      <VirtualRows
        role="tree"
        aria-label={label}
        {...(current === undefined ? {} : { "aria-activedescendant": `${treeId}-${current}` })}
        tabIndex={0}
        className={document.typeName === "" ? "tree numbered" : "tree"}
        count={count}
        rowHeight={ROW_HEIGHT}
        shown={current === undefined ? undefined : toVisible(hidden, current)}
        onWindow={(start, end) => rows.ensure(toRow(hidden, start), toRow(hidden, end))}
        onKeyDown={press}
        onClick={click}
        onDoubleClick={(event) => {
          const row = rows.get(rowOf(event) ?? -1);
          if (row !== undefined) void editing.begin(row);
        }}
        renderRow={(visible) => {
          const index = toRow(hidden, visible);
          const row = rows.get(index);
          if (row === undefined) return <div key={index} className="tree-row" />;
          const open = row.record >= 0 && editing.open?.record === row.record ? editing.open : undefined;
          return (
            <TreeRowView
              key={index}
              id={`${treeId}-${index}`}
              row={row}
              index={index}
              folded={folds.has(index)}
              selected={index === current}
              digits={offsetDigits(byteLength, base)}
              base={base}
              canBeNamed={index === current && canBeNamed(row, document.typeName)}
              editor={
                open === undefined ? undefined : (
                  <ValueEditor
                    label={open.part === "name" ? `Name of field ${row.number}` : `Value of ${row.path}`}
                    value={open.value}
                    onCommit={(text) => editing.commit(row, text)}
                    onClose={editing.close}
                  />
                )
              }
            />
          );
        }}
      />
    </>
  );
}

/** Fields that no schema names can be given a name. */
function canBeNamed({ number, status, record }: ShownRow, typeName: string): boolean {
  return record >= 0 && number > 0 && status !== "damaged" && (typeName === "" || status === "unknown");
}

function rowOf(event: MouseEvent): number | undefined {
  const element = (event.target as Element).closest<HTMLElement>("[data-row]");
  return element === null ? undefined : Number(element.dataset["row"]);
}
