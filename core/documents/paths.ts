import { ScalarType } from "@bufbuild/protobuf";
import type { Resolver } from "../wire/bind/resolve.ts";
import { ANY_TYPE } from "../wire/bind/schema-binder.ts";
import type { FieldShape } from "../wire/bind/shape.ts";
import { isPacked, Kind } from "../wire/kinds.ts";
import { fieldNumberOf, fieldNumberText, kindOf, type RecordTable, readHeader } from "../wire/records.ts";
import { formatScalar } from "../wire/scalar.ts";
import type { Occurrences } from "./occurrences.ts";

/** Segments of a path that are shown; what is above them becomes an ellipsis. */
const SHOWN_SEGMENTS = 100;
const SHOWN_KEY = 60;

/** Names records: `outputs[0].concepts[0].value` with a schema, `3[1].2` without. */
export class Paths {
  private readonly table: RecordTable;
  private readonly resolver: Resolver;
  private readonly occurrences: Occurrences;
  private cachedParent = -1;
  private cachedPath = "";

  constructor(table: RecordTable, resolver: Resolver, occurrences: Occurrences) {
    this.table = table;
    this.resolver = resolver;
    this.occurrences = occurrences;
  }

  /** The whole path of a record; -1, the message itself, has the empty path. */
  path(record: number): string {
    if (record < 0) return "";
    const parent = this.table.records.parent[record] ?? -1;
    return join(this.parentPath(parent), this.segment(record));
  }

  /** The path of the item of a packed list that starts at `offset`. */
  itemPath(record: number, position: number): string {
    const first = this.occurrences.of(record);
    return `${this.path(record)}[${first + position}]`;
  }

  /** The short name of a record: its last segment with a schema, its path without. */
  label(record: number): string {
    const kind = kindOf(this.table.records, record);
    if (kind === Kind.gap) return "gap";
    if (kind === Kind.endTag) return `end of ${fieldNumberText(this.table, record)}`;
    const { parent, field } = this.resolver.resolve(record);
    if (field !== undefined) return this.named(record, field);
    if (parent !== undefined) return `unknown field ${fieldNumberText(this.table, record)}`;
    return this.path(record);
  }

  private parentPath(parent: number): string {
    if (parent < 0) return "";
    if (parent === this.cachedParent) return this.cachedPath;
    const chain: number[] = [];
    let at = parent;
    while (at >= 0 && chain.length < SHOWN_SEGMENTS) {
      chain.push(at);
      at = this.table.records.parent[at] ?? -1;
    }
    let path = at >= 0 ? "…" : "";
    for (let index = chain.length - 1; index >= 0; index--)
      path = join(path, this.segment(chain[index] ?? 0));
    this.cachedParent = parent;
    this.cachedPath = path;
    return path;
  }

  private segment(record: number): string {
    const kind = kindOf(this.table.records, record);
    if (kind === Kind.gap || kind === Kind.endTag) return "";
    const { parent, field } = this.resolver.resolve(record);
    if (field === undefined) return this.numbered(record);
    if (parent?.message === undefined) return "";
    if (parent.typeName === ANY_TYPE && kind === Kind.message) return "";
    return this.named(record, field);
  }

  private numbered(record: number): string {
    const number = fieldNumberText(this.table, record);
    const index = this.occurrences.of(record);
    return index === 0 ? number : `${number}[${index}]`;
  }

  private named(record: number, field: FieldShape): string {
    if (field.entry !== undefined) return `${field.label}[${this.entryKey(record, field.entry.key)}]`;
    const single = !field.repeated || isPacked(kindOf(this.table.records, record));
    return single ? field.label : `${field.label}[${this.occurrences.of(record)}]`;
  }

  /** The key of a map entry as a JSON string: the last key field in it, or the default of its type. */
  entryKey(entry: number, key: FieldShape): string {
    const { records, bytes } = this.table;
    let text: string | undefined;
    for (let at = entry + 1; at < (records.next[entry] ?? 0); at = records.next[at] ?? 0) {
      if (fieldNumberOf(this.table, at) !== 1 || this.resolver.resolve(at).field === undefined) continue;
      const { body } = readHeader(this.table, at);
      text =
        key.scalar === ScalarType.STRING
          ? decodeText(bytes, body.start, body.end)
          : formatKey(bytes, body, key);
    }
    return JSON.stringify(text ?? formatKey(bytes, { start: 0, end: 0 }, key));
  }
}

function formatKey(bytes: Uint8Array, body: { start: number; end: number }, key: FieldShape): string {
  if (key.scalar === undefined || key.scalar === ScalarType.STRING) return "";
  return formatScalar(bytes, body, key.scalar);
}

function decodeText(bytes: Uint8Array, start: number, end: number): string {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    bytes.subarray(start, Math.min(end, start + 4 * SHOWN_KEY)),
  );
  return text.length > SHOWN_KEY ? `${text.slice(0, SHOWN_KEY)}…` : text;
}

function join(path: string, segment: string): string {
  if (segment === "") return path;
  return path === "" ? segment : `${path}.${segment}`;
}
