import { mapKeyText } from "../wire/bind/map-key.ts";
import type { Resolver } from "../wire/bind/resolve.ts";
import { ANY_TYPE } from "../wire/bind/schema-binder.ts";
import { SET_ITEM_FIELD } from "../wire/bind/set-item.ts";
import type { FieldShape } from "../wire/bind/shape.ts";
import { isFrame, isPacked, Kind } from "../wire/kinds.ts";
import { endOf, fieldNumberText, kindOf, type RecordTable } from "../wire/records.ts";
import type { Occurrences } from "./occurrences.ts";

/** Segments of a path that are shown; what is above them becomes an ellipsis. */
const SHOWN_SEGMENTS = 100;
const SHOWN_KEY = 60;
/** Records of an item of a message set among which its message is looked for. */
const LOOKED_AT = 16;

/** Names that somebody gave to fields. */
export interface GivenNames {
  of(record: number): string | undefined;
  /** Another number after each name that was given: paths that are kept then are old. */
  version(): number;
}

/** Names records: `outputs[0].concepts[0].value` with a schema, `3[1].2` without. */
export class Paths {
  private readonly table: RecordTable;
  private readonly resolver: Resolver;
  private readonly occurrences: Occurrences;
  private readonly givenNames: GivenNames;
  private cachedParent = -1;
  private cachedPath = "";
  private cachedVersion = -1;

  constructor(table: RecordTable, resolver: Resolver, occurrences: Occurrences, givenNames: GivenNames) {
    this.table = table;
    this.resolver = resolver;
    this.occurrences = occurrences;
    this.givenNames = givenNames;
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

  /** The short name of a record: its last segment with a schema, its path without. Who knows the path can give it. */
  label(record: number, path?: string): string {
    const kind = kindOf(this.table.records, record);
    if (kind === Kind.gap) return "gap";
    if (isFrame(kind)) return `frame ${this.occurrences.of(record) + 1}`;
    if (kind === Kind.endTag) return `end of ${fieldNumberText(this.table, record)}`;
    const { parent, field } = this.resolver.resolve(record);
    if (field !== undefined) return this.named(record, field);
    const given = this.givenNames.of(record);
    if (given !== undefined) return this.numbered(record, given);
    if (parent !== undefined) return `unknown field ${fieldNumberText(this.table, record)}`;
    return path ?? this.path(record);
  }

  private parentPath(parent: number): string {
    if (parent < 0) return "";
    const version = this.givenNames.version();
    if (parent === this.cachedParent && version === this.cachedVersion) return this.cachedPath;
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
    this.cachedVersion = version;
    return path;
  }

  private segment(record: number): string {
    const kind = kindOf(this.table.records, record);
    if (kind === Kind.gap || kind === Kind.endTag) return "";
    if (isFrame(kind)) return this.isOnlyFrame() ? "" : `[${this.occurrences.of(record)}]`;
    const { parent, field } = this.resolver.resolve(record);
    if (field === undefined) return this.numbered(record, this.givenNames.of(record));
    if (parent?.message === undefined) return "";
    if (parent.typeName === ANY_TYPE && kind === Kind.message) return "";
    if (field.entry !== undefined) return field.label + keySegment(this.entryKey(record, field.entry.key));
    if (field === SET_ITEM_FIELD) return this.setItem(record) ?? this.named(record, field);
    const named = this.named(record, field);
    return named.startsWith("[") ? `["${field.label}"]${named.slice(field.label.length)}` : named;
  }

  /** An item of a message set goes by its extension, as in JSON; undefined where that is not known. */
  private setItem(item: number): string | undefined {
    const { records } = this.table;
    const end = records.next[item] ?? 0;
    for (let at = item + 1, seen = 0; at < end && seen < LOOKED_AT; at = records.next[at] ?? end, seen++) {
      const label = this.resolver.resolve(at).field?.label ?? "";
      if (label.startsWith("[")) return `["${label}"]`;
    }
    return undefined;
  }

  /** A lone frame is left out of paths. */
  private isOnlyFrame(): boolean {
    return endOf(this.table.records, 0) >= this.table.bytes.length;
  }

  private numbered(record: number, name: string | undefined): string {
    const number = name ?? fieldNumberText(this.table, record);
    const index = this.occurrences.of(record);
    return index === 0 ? number : `${number}[${index}]`;
  }

  private named(record: number, field: FieldShape): string {
    if (field.entry !== undefined) return `${field.label}[${this.entryKey(record, field.entry.key)}]`;
    const single = !field.repeated || isPacked(kindOf(this.table.records, record));
    return single ? field.label : `${field.label}[${this.occurrences.of(record)}]`;
  }

  /** The key of a map entry as a JSON string of bounded length. */
  private entryKey(entry: number, key: FieldShape): string {
    const text = mapKeyText(this.table, entry, key);
    return text.length > SHOWN_KEY ? `${text.slice(0, SHOWN_KEY)}…"` : text;
  }
}

/** A key as JSON paths have it: `.a`, or `["5"]` when it is no plain name. */
function keySegment(key: string): string {
  return /^"[A-Za-z_$][\w$]*"$/.test(key) ? `.${key.slice(1, -1)}` : `[${key}]`;
}

function join(path: string, segment: string): string {
  if (segment === "") return path;
  return path === "" || segment.startsWith("[") ? path + segment : `${path}.${segment}`;
}
