import type { Selection } from "../contract/views.ts";
import type { Span } from "../finding.ts";
import type { Resolver } from "../wire/bind/resolve.ts";
import { isFrame, isPacked, Kind } from "../wire/kinds.ts";
import { countPackedItems, packedItemAt } from "../wire/packed.ts";
import { endOf, kindOf, type RecordHeader, type RecordTable, readHeader } from "../wire/records.ts";
import { wireTypeName } from "../wire/tag.ts";
import { textOfBytes } from "./links.ts";
import type { Paths } from "./paths.ts";
import { offsetHex, shortName } from "./text.ts";
import type { Tree } from "./tree.ts";

/** What a selection is made from. */
export interface SelectionContext {
  readonly table: RecordTable;
  readonly resolver: Resolver;
  readonly paths: Paths;
  readonly tree: Tree;
  readonly links: Int32Array;
}

/** Describes a record, or the packed item of it that covers `offset`, for all three panes. */
export function selectRecord(context: SelectionContext, record: number, offset: number): Selection {
  const { table, tree, paths } = context;
  const header = readHeader(table, record);
  const bytes = { start: table.records.start[record] ?? 0, end: endOf(table.records, record) };
  const item = packedItem(context, record, header, offset);
  const value = item ?? header.body;
  const json = jsonSpan(context, record, bytes, item);
  return {
    record,
    treeRow: record,
    path: item === undefined ? paths.path(record) : itemPath(context, record, header, item),
    bytes,
    tag: header.tag,
    ...(header.length === undefined ? {} : { length: header.length }),
    value,
    ...(json === undefined ? {} : { json }),
    description: describe(context, record, header, bytes),
    excerpt: tree.excerpt(header, value),
  };
}

function packedItem(
  { table }: SelectionContext,
  record: number,
  header: RecordHeader,
  offset: number,
): Span | undefined {
  const kind = kindOf(table.records, record);
  if (!isPacked(kind) || offset < header.body.start || offset >= header.body.end) return undefined;
  return packedItemAt(table.bytes, kind, header.body, offset);
}

function itemPath(
  { table, paths }: SelectionContext,
  record: number,
  header: RecordHeader,
  item: Span,
): string {
  const before = { start: header.body.start, end: item.start };
  return paths.itemPath(record, countPackedItems(table.bytes, kindOf(table.records, record), before));
}

/** `float · field 2 · I32 · 001c +5`. */
function describe(context: SelectionContext, record: number, header: RecordHeader, bytes: Span): string {
  const { table, tree, resolver, paths } = context;
  const place = `${offsetHex(bytes.start)} +${bytes.end - bytes.start}`;
  const kind = kindOf(table.records, record);
  if (kind === Kind.gap) return `gap · ${place}`;
  if (isFrame(kind)) return `${table.format?.framing ?? "frame"} · ${paths.label(record)} · ${place}`;
  const { typeName } = tree.text(record, header, resolver.resolve(record));
  const wireType = wireTypeName(header.wireType) ?? `wire type ${header.wireType}`;
  const parts = [shortTypeName(typeName), `field ${header.number}`, wireType, place];
  return parts.filter((part) => part !== "").join(" · ");
}

/** Packages are left out, also inside `map<string, pkg.Thing>`. */
function shortTypeName(typeName: string): string {
  return typeName.startsWith("map<") ? typeName.replace(/[\w.]+\.(\w+)/g, "$1") : shortName(typeName);
}

/** The place in the JSON text; a field inside a well-known type stands where that type's one value stands. */
function jsonSpan(
  context: SelectionContext,
  record: number,
  bytes: Span,
  item: Span | undefined,
): Span | undefined {
  const { links, table, resolver } = context;
  if (links.length === 0) return undefined;
  const direct = (item === undefined ? undefined : textOfBytes(links, item)) ?? textOfBytes(links, bytes);
  if (direct !== undefined) return direct;
  const parent = table.records.parent[record] ?? -1;
  if (parent < 0 || !hasOwnJsonForm(resolver.shapeInside(parent)?.typeName ?? "")) return undefined;
  return textOfBytes(links, { start: table.records.start[parent] ?? 0, end: endOf(table.records, parent) });
}

/** Types that ProtoJSON writes as one value instead of an object of their fields. */
function hasOwnJsonForm(typeName: string): boolean {
  const name = typeName.startsWith("google.protobuf.") ? typeName.slice("google.protobuf.".length) : "";
  return name.endsWith("Value") || ["Timestamp", "Duration", "FieldMask", "Any", "Struct"].includes(name);
}
