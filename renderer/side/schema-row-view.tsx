import type { NamedKind, NamedSymbol } from "../../core/contract/schema.ts";
import { shortName } from "../format/method-kind.ts";
import { KindChip } from "../ui/kind-chip.tsx";
import type { SchemaRow } from "./schema-rows.ts";

interface SchemaRowViewProps {
  readonly id: string;
  readonly row: SchemaRow;
  readonly folded: boolean;
  /** Has the keyboard. */
  readonly active: boolean;
  /** Is the method of the request in front. */
  readonly current: boolean;
  readonly onOpen: () => void;
}

/** One row of the schema tree. */
export function SchemaRowView({ id, row, folded, active, current, onOpen }: SchemaRowViewProps) {
  const leaf = isLeaf(row);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it names the active row
    <div
      id={id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={active}
      {...(leaf ? {} : { "aria-expanded": !folded })}
      className={`schema-row ${row.kind}${active ? " focused" : ""}${current ? " active" : ""}`}
      style={{ paddingLeft: 12 + Math.max(0, row.depth - (row.kind === "method" ? 1 : 0)) * 10 }}
      title={titleOf(row)}
      onClick={onOpen}
    >
      {leaf ? null : (
        <span className="twisty" aria-hidden="true">
          {folded ? "▸" : "▾"}
        </span>
      )}
      {row.kind === "method" ? <KindChip kind={row.method.kind} /> : null}
      {row.kind === "named" ? <span className="named-kind">{KIND_MARKS[row.named.kind]}</span> : null}
      <span className={`schema-label ${isDeprecated(row) ? "deprecated" : ""}`}>
        {row.kind === "message" ? shortName(row.label) : row.label}
      </span>
      {row.kind === "named" ? <span className="named-place">{placeOf(row.named)}</span> : null}
    </div>
  );
}

/** The type a member is in by its short name; the package of a type, whose last part says little, as a whole. */
function placeOf({ kind, container }: NamedSymbol): string {
  return kind === "field" || kind === "enum-value" ? shortName(container) : container;
}

/** What a kind of name is called where there is little room. */
const KIND_MARKS: Readonly<Record<NamedKind, string>> = {
  service: "svc",
  method: "rpc",
  message: "msg",
  enum: "enum",
  field: "field",
  "enum-value": "value",
  extension: "ext",
};

/** True for a row that has nothing below it. */
export function isLeaf({ kind }: SchemaRow): boolean {
  return kind === "method" || kind === "message" || kind === "named" || kind === "more";
}

function isDeprecated(row: SchemaRow): boolean {
  if (row.kind === "named") return row.named.deprecated;
  return row.kind === "method" && row.method.deprecated;
}

function titleOf(row: SchemaRow): string | undefined {
  switch (row.kind) {
    case "method":
      return row.method.comment || row.method.fullName;
    case "service":
      return row.comment || row.id;
    case "message":
      return row.label;
    case "named":
      return row.named.symbol;
    case "more":
    case "package":
    case "messages":
      return undefined;
  }
}
