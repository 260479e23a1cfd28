import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import type { NamedSymbol } from "../../core/contract/schema.ts";
import type { SchemaSummary } from "../../core/contract/views.ts";
import { openMethod } from "../actions/tabs.ts";
import { listStep } from "../keys/list-step.ts";
import { openDocs } from "../schema/docs/open-docs.ts";
import { NAMES_BESIDE_METHODS, useNameSearch } from "../schema/search/use-name-search.ts";
import { activeRequest } from "../state/drafts.ts";
import { drafts } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { isLeaf, SchemaRowView } from "./schema-row-view.tsx";
import { type FoldedRows, firstFolded, type SchemaRow, schemaRows } from "./schema-rows.ts";
import { SideFilter } from "./side-filter.tsx";

/** Names shown at first, and with each "show more". */
const PAGE = 300;

interface SchemaTreeProps {
  readonly connectionId: string;
  readonly schema: SchemaSummary;
}

/** Packages, services and methods; a method opens as a request, a message as its source. */
export function SchemaTree({ connectionId, schema }: SchemaTreeProps) {
  const [filter, setFilter] = useState("");
  const [folded, setFolded] = useState<FoldedRows>(() => firstFolded(schema));
  const [active, setActive] = useState(0);
  const treeId = useId();
  const [limit, setLimit] = useState(PAGE);
  const found = useNameSearch(schema.schemaId, filter, NAMES_BESIDE_METHODS, limit);
  const rows = useMemo(() => schemaRows(schema, filter, folded, found), [schema, filter, folded, found]);
  const openMethodName = useStore(drafts, (state) => activeRequest(state)?.method ?? "");

  useEffect(() => {
    const at = rows.findIndex((row) => row.id === openMethodName);
    if (at >= 0) setActive(at);
  }, [rows, openMethodName]);

  const fold = (row: SchemaRow) => setFolded((now) => toggled(now, row.id));

  function open(row: SchemaRow) {
    if (row.kind === "method") void openMethod(connectionId, row.id);
    else if (row.kind === "message") openDocs(schema.schemaId, row.label);
    else if (row.kind === "named") openDocs(schema.schemaId, docsOf(row.named));
    else if (row.kind === "more") setLimit(limit + PAGE);
    else fold(row);
  }

  function press(event: KeyboardEvent) {
    const row = rows[active];
    const next = listStep(event.key, active, rows.length);
    if (next !== undefined) setActive(next);
    else if (row !== undefined && (event.key === "Enter" || event.key === " ")) open(row);
    else if (row !== undefined && event.key === "ArrowRight" && folded.has(row.id)) fold(row);
    else if (row !== undefined && event.key === "ArrowLeft" && !isLeaf(row) && !folded.has(row.id)) fold(row);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <SideFilter
        label="Filter the schema"
        value={filter}
        onChange={(value) => {
          setFilter(value);
          setLimit(PAGE);
          setActive(0);
        }}
      />
      <VirtualRows
        role="tree"
        aria-label="Schema"
        aria-activedescendant={rows[active] === undefined ? undefined : `${treeId}-${active}`}
        tabIndex={0}
        className="schema-tree"
        count={rows.length}
        rowHeight={26}
        shown={active}
        onKeyDown={press}
        renderRow={(index) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <SchemaRowView
              key={row.id}
              id={`${treeId}-${index}`}
              row={row}
              folded={filter.trim() === "" && folded.has(row.id)}
              active={index === active}
              current={row.id === openMethodName}
              onOpen={() => {
                setActive(index);
                open(row);
              }}
            />
          );
        }}
      />
    </>
  );
}

function toggled(folded: FoldedRows, id: string): FoldedRows {
  const next = new Set(folded);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Fields and values are read where they are declared. */
function docsOf({ kind, container, symbol }: NamedSymbol): string {
  return kind === "field" || kind === "enum-value" ? container : symbol;
}
