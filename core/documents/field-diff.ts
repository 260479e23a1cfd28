/** Two documents field by field: what a parser would read differently, and what is only written differently. */
import type { FieldDifference } from "../contract/document-diff.ts";
import { mapKeyText } from "../wire/bind/map-key.ts";
import type { FieldShape } from "../wire/bind/shape.ts";
import { isContainer, isPacked, Kind } from "../wire/kinds.ts";
import { packedItemAt } from "../wire/packed.ts";
import { endOf, fieldNumberOf, kindOf, readHeader, wireTypeOf } from "../wire/records.ts";
import { align } from "./align.ts";
import type { Analysis } from "./analysis.ts";
import { type EffectiveMessage, effectiveMessage, STATES } from "./effective.ts";
import { scalarText } from "./value.ts";

const MOST_DIFFERENCES = 10_000;
/** Levels that are compared; deeper messages are compared as a whole. */
const DEEPEST = 200;

/** One value of a field: a record, or an item of a packed list. */
interface Element {
  readonly record: number;
  /** The records that are merged with it. */
  readonly bodies: readonly number[];
  readonly start: number;
  readonly end: number;
  /** What makes two elements the same value. */
  readonly token: string;
  readonly text: string;
  readonly isPackedItem: boolean;
  readonly isMessage: boolean;
  readonly isDefault: boolean;
}

interface Side {
  readonly analysis: Analysis;
  readonly message: EffectiveMessage;
}

/** Two messages that stand at the same place. */
interface Pair {
  readonly before: readonly number[];
  readonly after: readonly number[];
  readonly depth: number;
}

/** The differences in the order of the document after, and how many the bound left out. */
export function fieldDifferences(
  before: Analysis,
  after: Analysis,
): { readonly fields: readonly FieldDifference[]; readonly omitted: number } {
  const comparison = new Comparison(before, after);
  comparison.run();
  const placed = [...comparison.found].sort((left, right) => placeOf(left) - placeOf(right));
  return { fields: placed, omitted: comparison.omitted };
}

function placeOf({ afterSpan, beforeSpan }: FieldDifference): number {
  return afterSpan?.start ?? beforeSpan?.start ?? 0;
}

class Comparison {
  readonly found: FieldDifference[] = [];
  omitted = 0;
  private readonly before: Analysis;
  private readonly after: Analysis;
  private readonly pending: Pair[] = [{ before: [-1], after: [-1], depth: 0 }];

  constructor(before: Analysis, after: Analysis) {
    this.before = before;
    this.after = after;
  }

  run(): void {
    for (let pair = this.pending.pop(); pair !== undefined; pair = this.pending.pop()) this.compare(pair);
  }

  private compare(pair: Pair): void {
    const before = { analysis: this.before, message: effectiveMessage(this.before, pair.before) };
    const after = { analysis: this.after, message: effectiveMessage(this.after, pair.after) };
    const [left, right] = [elementsByField(before), elementsByField(after)];
    const keys = [...new Set([...right.keys(), ...left.keys()])];
    for (const key of keys) {
      const [was, is] = [left.get(key) ?? [], right.get(key) ?? []];
      const shape = before.message.shape ?? after.message.shape;
      this.compareField(shape?.field(Number(key.split(":")[0])), was, is, pair.depth);
    }
    this.compareOrder(left, right, pair);
  }

  private compareField(
    field: FieldShape | undefined,
    was: readonly Element[],
    is: readonly Element[],
    depth: number,
  ): void {
    if (field?.entry !== undefined) this.compareEntries(was, is, depth);
    else if (field !== undefined && !field.repeated) this.compareOne(was.at(-1), is.at(-1), depth);
    else this.compareLists(was, is, depth);
  }

  /** Entries of a map are the same place when their keys are. */
  private compareEntries(was: readonly Element[], is: readonly Element[], depth: number): void {
    const old = new Map(was.map((element) => [element.text, element]));
    for (const element of is) {
      this.compareOne(old.get(element.text), element, depth);
      old.delete(element.text);
    }
    for (const element of old.values()) this.compareOne(element, undefined, depth);
  }

  /** Elements that are equal are aligned; what is left between them is compared one by one, in order. */
  private compareLists(was: readonly Element[], is: readonly Element[], depth: number): void {
    const names = new Map<string, number>();
    const number = ({ token }: Element): number => {
      const known = names.get(token) ?? names.size;
      names.set(token, known);
      return known;
    };
    for (const run of align(Uint32Array.from(was, number), Uint32Array.from(is, number))) {
      const old = was.slice(run.beforeStart, run.beforeEnd);
      const fresh = is.slice(run.afterStart, run.afterEnd);
      for (let index = 0; index < Math.max(old.length, fresh.length); index++)
        this.compareOne(old[index], fresh[index], depth);
    }
  }

  private compareOne(was: Element | undefined, is: Element | undefined, depth: number): void {
    if (was === undefined || is === undefined) {
      const only = is ?? was;
      if (only === undefined) return;
      if (only.isDefault) this.add("encoding", was, is, "default written");
      else this.add(is === undefined ? "removed" : "added", was, is, "");
      return;
    }
    if (was.token === is.token) {
      this.compareEncoding(was, is);
      return;
    }
    if (was.isMessage && is.isMessage && depth < DEEPEST)
      this.pending.push({ before: was.bodies, after: is.bodies, depth: depth + 1 });
    else this.add("changed", was, is, "");
  }

  /** The same value, written otherwise. */
  private compareEncoding(was: Element, is: Element): void {
    if (was.isPackedItem !== is.isPackedItem) {
      this.add("encoding", was, is, is.isPackedItem ? "packed" : "not packed");
      return;
    }
    const [left, right] = [this.headBytes(this.before, was), this.headBytes(this.after, is)];
    if (left === right) return;
    const growth = is.end - is.start - (was.end - was.start);
    this.add(
      "encoding",
      was,
      is,
      growth === 0 ? "another tag or length" : growth > 0 ? "a wider varint" : "a narrower varint",
    );
  }

  /** The bytes of a value with its tag and length; those inside a message are compared field by field. */
  private headBytes({ walk: table }: Analysis, element: Element): string {
    const end = element.isMessage ? readHeader(table, element.record).body.start : element.end;
    const start = element.isPackedItem ? element.start : (table.records.start[element.record] ?? 0);
    if (element.isMessage && element.bodies.length > 1) return "";
    return table.bytes.subarray(start, end).join();
  }

  /** Fields that both have, in another order of their first occurrence. */
  private compareOrder(
    left: ReadonlyMap<string, readonly Element[]>,
    right: ReadonlyMap<string, readonly Element[]>,
    pair: Pair,
  ): void {
    const common = [...left.keys()].filter((key) => right.has(key));
    const other = [...right.keys()].filter((key) => left.has(key));
    const at = common.findIndex((key, index) => other[index] !== key);
    if (at < 0) return;
    const [was, is] = [left.get(common[at] ?? "")?.[0], right.get(common[at] ?? "")?.[0]];
    if (pair.before.length === 1 && pair.after.length === 1) this.add("encoding", was, is, "order");
  }

  private add(
    kind: FieldDifference["kind"],
    was: Element | undefined,
    is: Element | undefined,
    note: string,
  ): void {
    if (this.found.length >= MOST_DIFFERENCES) {
      this.omitted++;
      return;
    }
    const [side, element] = is === undefined ? [this.before, was] : [this.after, is];
    if (element === undefined) return;
    const [row] = side.tree.rows(element.record, element.record + 1);
    this.found.push({
      kind,
      path: pathOf(side, element),
      typeName: row?.typeName ?? "",
      before: was?.text ?? "",
      after: is?.text ?? "",
      note,
      ...(was === undefined
        ? {}
        : { beforeRecord: was.record, beforeSpan: { start: was.start, end: was.end } }),
      ...(is === undefined ? {} : { afterRecord: is.record, afterSpan: { start: is.start, end: is.end } }),
    });
  }
}

function pathOf({ walk: table, paths }: Analysis, { record, start, isPackedItem }: Element): string {
  if (!isPackedItem) return paths.path(record);
  const { body } = readHeader(table, record);
  let position = 0;
  for (let at = body.start; at < start; position++) {
    at = packedItemAt(table.bytes, kindOf(table.records, record), body, at).end;
  }
  return paths.itemPath(record, position);
}

/** The values of each field: by number, and by wire type where the schema does not make one list of them. */
function elementsByField({ analysis, message }: Side): Map<string, Element[]> {
  const { walk: table, tree } = analysis;
  const fields = new Map<string, Element[]>();
  for (const [index, record] of message.records.entries()) {
    const state = STATES[message.states[index] ?? 0];
    const kind = kindOf(table.records, record);
    if (kind === Kind.endTag || state === "overwritten") continue;
    if (state === "merged" && !message.merged.has(record)) continue;
    const number = fieldNumberOf(table, record);
    const declared = message.shape?.field(number);
    const fits =
      declared !== undefined && (wireTypeOf(table, record) === declared.wireType || isPacked(kind));
    const field = fits ? declared : undefined;
    const key =
      field === undefined ? `${number}:${wireTypeOf(table, record)}:${kind === Kind.gap}` : `${number}`;
    const list = fields.get(key) ?? [];
    fields.set(key, list);
    if (field !== undefined && isPacked(kind)) list.push(...packedElements(analysis, record, kind, field));
    else {
      const [row] = tree.rows(record, record + 1);
      const bodies = message.merged.get(record) ?? [record];
      list.push(elementOf(analysis, { record, bodies, field, state: state ?? "none" }, row?.value ?? ""));
    }
  }
  return fields;
}

function elementOf(
  { walk: table }: Analysis,
  {
    record,
    bodies,
    field,
    state,
  }: { record: number; bodies: readonly number[]; field: FieldShape | undefined; state: string },
  value: string,
): Element {
  const kind = kindOf(table.records, record);
  const start = table.records.start[record] ?? 0;
  const end = endOf(table.records, record);
  const isMessage = isContainer(kind);
  const isNumber = kind === Kind.varint || kind === Kind.fixed32 || kind === Kind.fixed64;
  const text = field?.entry === undefined ? value : mapKeyText(table, record, field.entry.key);
  const { body } = readHeader(table, record);
  const content =
    isNumber && field !== undefined ? value : bodies.map((each) => bodyBytes(table, each)).join("+");
  // A message of a schema may be written in many ways: only its fields tell whether it is the same.
  const token = isMessage
    ? `m${content}`
    : `${isNumber ? "n" : "b"}${isNumber && field === undefined ? value : content}`;
  return {
    record,
    bodies,
    start,
    end: Math.max(end, body.end),
    token,
    text,
    isPackedItem: false,
    isMessage,
    isDefault: state === "default",
  };
}

function bodyBytes(table: Analysis["walk"], record: number): string {
  const { body } = readHeader(table, record);
  return Array.from(table.bytes.subarray(body.start, body.end), (byte) => String.fromCharCode(byte)).join("");
}

function packedElements(
  { walk: table }: Analysis,
  record: number,
  kind: Kind,
  field: FieldShape,
): readonly Element[] {
  const { body } = readHeader(table, record);
  const elements: Element[] = [];
  for (let at = body.start; at < body.end; ) {
    const { start, end } = packedItemAt(table.bytes, kind, body, at);
    const { value } = scalarText(table.bytes, { start, end }, field);
    const common = { record, bodies: [record], isPackedItem: true, isMessage: false, isDefault: false };
    elements.push({ ...common, start, end, token: `n${value}`, text: value });
    at = end;
  }
  return elements;
}
