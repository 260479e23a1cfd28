import { memo, type ReactNode } from "react";
import type { TreeRow, ValueKind } from "../../core/contract/views.ts";
import { shortName } from "../format/method-kind.ts";
import { formatOffset, type OffsetBase, wireClass } from "../hex/cells.ts";
import { stateWords } from "./row-state.ts";
import type { ShownRow } from "./use-tree-view.ts";

interface TreeRowViewProps {
  readonly id: string;
  readonly row: ShownRow;
  readonly index: number;
  readonly folded: boolean;
  readonly selected: boolean;
  readonly digits: number;
  readonly base: OffsetBase;
  readonly canBeNamed: boolean;
  /** A field in the place of the value, while it is edited. */
  readonly editor?: ReactNode;
}

/** One record: label, number and wire type, value, place. */
export const TreeRowView = memo(function TreeRowView(props: TreeRowViewProps) {
  const { id, row, index, folded, selected, digits, base, canBeNamed, editor } = props;
  const state = row.state ?? "none";
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the tree itself has the focus and names the active row
    <div
      id={id}
      role="treeitem"
      data-row={index}
      aria-level={row.depth + 1}
      aria-selected={selected}
      {...(row.hasChildren ? { "aria-expanded": !folded } : {})}
      className={`tree-row ${row.status} ${state}${row.found === false ? " around" : ""}${selected ? " selected" : ""}`}
    >
      <span className="tree-label" style={{ ["--depth" as string]: row.depth }}>
        <span className="twisty" data-twisty={row.hasChildren || undefined} aria-hidden="true">
          {row.hasChildren ? (folded ? "▸" : "▾") : ""}
        </span>
        <span className="tree-name">{row.label}</span>
      </span>
      <span className="tree-number">{row.number > 0 ? row.number : ""}</span>
      <span className="tree-dot" aria-hidden="true">
        {row.number > 0 ? "·" : ""}
      </span>
      <span className={`tree-wire ${wireClass(row.wireType)}`}>{row.number > 0 ? row.wireType : ""}</span>
      {editor ?? (
        <span className="tree-value">
          <span className={valueClass(row.valueKind)}>{row.value || describeEmpty(row)}</span>
          {stateWords(state) === "" ? null : <span className="tree-state">{stateWords(state)}</span>}
          <TreeNote note={state === "absent" ? "" : row.note} />
          {canBeNamed ? (
            <span className="tree-action" data-name="" title="Name this field (N)">
              name it
            </span>
          ) : null}
        </span>
      )}
      <span className="tree-span">{spanText(row, digits, base)}</span>
    </div>
  );
});

/** The quiet remark after a value; an ambiguous reading stands out. */
function TreeNote({ note }: { readonly note: string }) {
  if (note === "") return null;
  const [, ambiguous = "", rest = note] = /^(ambiguous):?\s*(.*)$/.exec(note) ?? [];
  return (
    <>
      {" "}
      {ambiguous === "" ? null : <span className="tree-badge">{ambiguous}</span>}
      <span className="tree-note">{ambiguous === "" ? rest : ` ${rest}`}</span>
    </>
  );
}

function spanText({ record, span }: ShownRow, digits: number, base: OffsetBase): string {
  return record < 0 ? "" : `${formatOffset(span.start, digits, base)} +${span.end - span.start}`;
}

/** What stands in the value's place where the value is its parts: the name of the message. */
function describeEmpty(row: TreeRow): string {
  return row.valueKind === "message" ? shortName(row.typeName) : "";
}

function valueClass(kind: ValueKind): string {
  switch (kind) {
    case "string":
      return "value-string";
    case "number":
    case "bool":
    case "enum":
    case "list":
      return "value-number";
    case "bytes":
      return "value-bytes";
    case "gap":
      return "value-gap";
    case "message":
    case "none":
      return "value-quiet";
  }
}
