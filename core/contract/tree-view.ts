/** The tree in other orders: grouped by field, with effective values, filtered. */
import * as v from "valibot";
import { Identifier, Offset } from "./shapes.ts";
import type { TreeRow } from "./views.ts";

const TreeViewSchema = v.object({
  /** `grouped`: all records of a field together, by number, at every level. */
  order: v.picklist(["wire", "grouped"]),
  /** `effective`: what parsers make of it; overwritten values are gone, repeated messages merged, absent fields shown. */
  values: v.picklist(["raw", "effective"]),
  /** Rows whose label, path, number, type or value holds this text, letters of either case, with all that is above them. */
  filter: v.optional(v.pipe(v.string(), v.maxLength(1000))),
});
export type TreeView = v.InferOutput<typeof TreeViewSchema>;

/** What a parser does with a row. */
export type EffectiveState =
  /** Its value is in the message. */
  | "set"
  /** On the wire with its default value, where a writer leaves it out. */
  | "default"
  /** A later occurrence, or another member of its oneof, takes its place. */
  | "overwritten"
  /** One of several occurrences of a message field, which parsers merge. */
  | "merged"
  /** Declared, and not on the wire. */
  | "absent"
  /** Nothing that a parser looks at: gaps, end tags, frames. */
  | "none";

/** A row of a view. `record` is -1 for absent fields; `next` and `depth` are those of the view. */
export interface TreeViewRow extends TreeRow {
  /** Its place in the view. */
  readonly row: number;
  readonly state: EffectiveState;
  /** True for a row that the filter found; false for one that is there for what is below it. All true without a filter. */
  readonly found: boolean;
}

/** Some rows of a view. */
export interface TreeViewPage {
  /** Rows of the whole view. */
  readonly rowCount: number;
  readonly rows: readonly TreeViewRow[];
}

export const ReadTreeViewParams = v.object({
  documentId: Identifier,
  view: TreeViewSchema,
  start: Offset,
  end: Offset,
});
export type ReadTreeViewRequest = v.InferOutput<typeof ReadTreeViewParams>;

export const FindTreeViewRowParams = v.object({
  documentId: Identifier,
  view: TreeViewSchema,
  record: Offset,
});
export type FindTreeViewRowRequest = v.InferOutput<typeof FindTreeViewRowParams>;

export interface TreeViewMethods {
  /** Rows `start` to `end` of a view. The view is made at the first question and kept for the next ones. */
  readTreeView(request: ReadTreeViewRequest): Promise<TreeViewPage>;
  /** The row of a record, or of the nearest record above it that the view has; -1 when there is none. */
  findTreeViewRow(request: FindTreeViewRowRequest): Promise<{ readonly row: number }>;
}
