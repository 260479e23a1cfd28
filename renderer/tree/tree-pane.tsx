import { type CSSProperties, type KeyboardEvent, type MouseEvent, useId } from "react";
import type { TreeView } from "../../core/contract/tree-view.ts";
import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { clearSelection } from "../actions/select.ts";
import { offsetDigits } from "../hex/cells.ts";
import { ReadingBar } from "../reading/reading-bar.tsx";
import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { toRow, toVisible } from "../virtual/folding.ts";
import { TreeRowView } from "./tree-row-view.tsx";
import { type ShownRow, useTreeView } from "./use-tree-view.ts";
import { useTreeWalk } from "./use-tree-walk.ts";
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

/** Room for the longest place: an offset, and the length of all, with a little beside it. */
function placeWidth(digits: number, byteLength: number): CSSProperties {
  return { ["--place" as string]: `${digits + " +".length + String(byteLength).length + 2}ch` };
}

/** The records of a document, foldable; click or walk to select, F2 or a double click to type a value. */
export function TreePane({ document, selection, label, view = PLAIN }: TreePaneProps) {
  const { documentId, byteLength } = document;
  const rows = useTreeView(document, view);
  const editing = useValueEditing(document);
  const base = useStore(lens, (state) => (state.offsets === "hex" ? 16 : 10));
  const digits = offsetDigits(byteLength, base);
  const treeId = useId();
  const { folds, hidden, count, current, choose, fold, walk } = useTreeWalk({
    document,
    view,
    selection,
    rows,
  });

  function press(event: KeyboardEvent) {
    const row = rows.get(current ?? -1);
    if (event.key === "Escape") clearSelection(documentId);
    else if (row !== undefined && row.record >= 0 && editing.enabled && edit(event, row))
      event.preventDefault();
    else walk(event);
  }

  function edit(event: KeyboardEvent, row: ShownRow): boolean {
    if (event.key === "F2" || event.key === "Enter") void editing.begin(row);
    else if (event.key === "n" && canBeNamed(row, document.typeName)) editing.beginName(row);
    else if (event.key === "Delete") editing.remove(row);
    else if (event.key.toLowerCase() === "d" && (event.ctrlKey || event.metaKey)) editing.duplicate(row);
    else return false;
    return true;
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
        style={placeWidth(digits, byteLength)}
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
          return (
            <TreeRowView
              key={index}
              id={`${treeId}-${index}`}
              row={row}
              index={index}
              folded={folds.has(index)}
              selected={index === current}
              digits={digits}
              base={base}
              canBeNamed={index === current && canBeNamed(row, document.typeName)}
              editor={openEditor(editing, row)}
            />
          );
        }}
      />
    </>
  );
}

/** The editor of a row's value or name, while it is open. */
function openEditor(editing: ReturnType<typeof useValueEditing>, row: ShownRow) {
  const { open } = editing;
  if (open === undefined || row.record < 0 || open.record !== row.record) return undefined;
  return (
    <ValueEditor
      label={open.part === "name" ? `Name of field ${row.number}` : `Value of ${row.path}`}
      value={open.value}
      onCommit={(text) => editing.commit(row, text)}
      onClose={editing.close}
    />
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
