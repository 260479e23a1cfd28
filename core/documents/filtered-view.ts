/** A view as a face pages through it: with its filter, and rows as values. */

import type { TreeView, TreeViewPage, TreeViewRow } from "../contract/tree-view.ts";
import type { TreeRow } from "../contract/views.ts";
import { endOf } from "../wire/records.ts";
import { wireTypeName } from "../wire/tag.ts";
import type { Analysis } from "./analysis.ts";
import { type AbsentField, stateOf, type ViewRows, viewRows } from "./tree-view.ts";

/** Rows that a filter looks at: a larger document is searched in its beginning. */
const MOST_SEARCHED = 1_000_000;

/** One view of a document. Made once; a page costs what its rows cost. */
export class FilteredView {
  private readonly analysis: Analysis;
  private readonly rows: ViewRows;
  /** Rows that the filter leaves, or undefined without one. */
  private readonly left: Uint32Array | undefined;
  private readonly found: Uint8Array | undefined;
  private rowsByRecord: Map<number, number> | undefined;

  constructor(analysis: Analysis, view: TreeView) {
    this.analysis = analysis;
    this.rows = viewRows(analysis, view);
    const filter = (view.filter ?? "").trim().toLowerCase();
    if (filter === "") return;
    this.found = this.search(filter);
    this.left = withAncestors(this.rows, this.found);
  }

  page(start: number, end: number): TreeViewPage {
    const rowCount = this.left?.length ?? this.rows.count;
    const rows: TreeViewRow[] = [];
    for (let at = Math.max(0, start); at < Math.min(end, rowCount); at++) rows.push(this.rowAt(at));
    return { rowCount, rows };
  }

  /** The row of a record or of the nearest one above it; -1 when the view has none of them. */
  find(record: number): number {
    this.rowsByRecord ??= this.indexRows();
    for (let at = record; at >= 0; at = this.analysis.walk.records.parent[at] ?? -1) {
      const row = this.rowsByRecord.get(at);
      if (row !== undefined) return row;
    }
    return -1;
  }

  private indexRows(): Map<number, number> {
    const rows = new Map<number, number>();
    const count = this.left?.length ?? this.rows.count;
    for (let at = 0; at < count; at++) rows.set(this.rows.record[this.left?.[at] ?? at] ?? -1, at);
    return rows;
  }

  private rowAt(at: number): TreeViewRow {
    const row = this.left?.[at] ?? at;
    const next = this.nextShown(at, this.rows.next[row] ?? row + 1);
    const base = this.base(row);
    return {
      ...base,
      row: at,
      depth: this.rows.depth[row] ?? 0,
      next,
      hasChildren: next > at + 1,
      state: stateOf(this.rows, row),
      found: this.found === undefined || this.found[row] === 1,
    };
  }

  /** The first row that is shown from `next` on: of rows that are left, by a binary search. */
  private nextShown(at: number, next: number): number {
    if (this.left === undefined) return next;
    let low = at + 1;
    let high = this.left.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.left[middle] ?? 0) < next) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private base(row: number): TreeRow {
    const absent = this.rows.absent.get(row);
    if (absent !== undefined) return this.absentRow(absent);
    const record = this.rows.record[row] ?? 0;
    const [base] = this.analysis.tree.rows(record, record + 1);
    if (base === undefined)
      throw new Error(`row ${row} of a view stands for record ${record}, which is not there`);
    return base;
  }

  private absentRow({ field, parent }: AbsentField): TreeRow {
    const above = this.analysis.paths.path(parent);
    const { records, bytes } = this.analysis.walk;
    const at = parent < 0 ? bytes.length : endOf(records, parent);
    return {
      record: -1,
      depth: 0,
      hasChildren: false,
      next: 0,
      label: field.label,
      path: above === "" ? field.label : `${above}.${field.label}`,
      number: field.number,
      wireType: wireTypeName(field.wireType) ?? "LEN",
      typeName: field.typeName,
      value: defaultText(field),
      valueKind: "none",
      note: field.implicit ? "default" : "not set",
      status: "known",
      span: { start: at, end: at },
    };
  }

  private search(filter: string): Uint8Array {
    const found = new Uint8Array(this.rows.count);
    const count = Math.min(this.rows.count, MOST_SEARCHED);
    for (let row = 0; row < count; row++) {
      const { label, path, number, typeName, value, note } = this.base(row);
      const text = `${label}\n${path}\n${number}\n${typeName}\n${value}\n${note}`.toLowerCase();
      if (text.includes(filter)) found[row] = 1;
    }
    return found;
  }
}

/** What reading an absent field gives; empty for messages, lists and maps. */
function defaultText({ repeated, entry, message, enumeration, typeName }: AbsentField["field"]): string {
  if (repeated || entry !== undefined) return "[]";
  if (message !== undefined) return "";
  if (enumeration !== undefined) return enumeration.values[0]?.name ?? "0";
  if (typeName === "string" || typeName === "bytes") return '""';
  return typeName === "bool" ? "false" : "0";
}

function withAncestors(rows: ViewRows, found: Uint8Array): Uint32Array {
  const kept = new Uint8Array(rows.count);
  /** Rows whose descendants are being gone through. */
  const open: number[] = [];
  for (let row = 0; row < rows.count; row++) {
    while (open.length > 0 && (rows.next[open.at(-1) ?? 0] ?? 0) <= row) open.pop();
    if (found[row] === 1) {
      kept[row] = 1;
      for (let at = open.length - 1; at >= 0 && kept[open[at] ?? 0] === 0; at--) kept[open[at] ?? 0] = 1;
    }
    if ((rows.next[row] ?? 0) > row + 1) open.push(row);
  }
  const left: number[] = [];
  for (let row = 0; row < rows.count; row++) if (kept[row] === 1) left.push(row);
  return Uint32Array.from(left);
}
