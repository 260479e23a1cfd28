import type { Resolver } from "../wire/bind/resolve.ts";
import { isFrame } from "../wire/kinds.ts";
import { fieldNumberText, kindOf, type RecordTable } from "../wire/records.ts";
import type { FieldKey } from "./field-names.ts";

/** Levels that a key goes down; deeper fields have none. */
const DEEPEST = 64;

/** The key of a record's field: the same for all its occurrences. Undefined for frames, gaps and what is too deep. */
export function fieldKey(table: RecordTable, resolver: Resolver, record: number): FieldKey | undefined {
  const { records } = table;
  const numbers: string[] = [];
  for (let at = record; numbers.length < DEEPEST; ) {
    if (isFrame(kindOf(records, at))) return undefined;
    const number = fieldNumberText(table, at);
    if (number === "0") return undefined;
    numbers.push(number);
    const parent = records.parent[at] ?? -1;
    const shape = resolver.shapeInside(parent);
    const outermost = parent < 0 || isFrame(kindOf(records, parent));
    if (shape !== undefined || outermost) {
      return { typeName: shape?.typeName ?? "", path: numbers.reverse().join(".") };
    }
    at = parent;
  }
  return undefined;
}
