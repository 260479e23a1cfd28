import { emptyValue } from "./field-value.ts";
import { applyEdit } from "./json-edits.ts";
import { type JsonNode, type JsonObject, readJsonTree } from "./json-tree.ts";
import { isSet, type NamedField, setSlot, slotsOf, unsetSlot } from "./slots.ts";

/** A oneof of a message in a JSON text. */
export interface OneofPlace {
  /** Where the object of the message starts. */
  readonly start: number;
  readonly fields: readonly NamedField[];
  /** The names of its members. */
  readonly names: readonly string[];
}

/**
 * The text with one member of a oneof, and the others left out. It holds what `kept` has for it, or else the default of
 * its type. Without a name no member is left. Pure.
 */
export function chooseMember(
  text: string,
  place: OneofPlace,
  chosen: string | undefined,
  kept: ReadonlyMap<string, string>,
): string {
  let now = text;
  const object = objectAt(readJsonTree(now), place.start);
  const slots = object === undefined ? [] : slotsOf(place.fields, object);
  const slot = slots.find(({ name }) => name === chosen);
  // Set before the others go, so that the object keeps its lines.
  if (object !== undefined && slot !== undefined && !isSet(slot))
    now = applyEdit(now, setSlot(now, object, slots, slot, kept.get(slot.name) ?? emptyValue(slot.field)));
  for (const name of place.names) {
    const left = objectAt(readJsonTree(now), place.start);
    const other = left && slotsOf(place.fields, left).find((one) => one.name === name);
    if (left !== undefined && other?.member !== undefined && name !== chosen)
      now = applyEdit(now, unsetSlot(left, other));
  }
  return now;
}

/** The object that starts at a place. */
function objectAt(node: JsonNode | undefined, start: number): JsonObject | undefined {
  if (node === undefined || start < node.start || node.end <= start || node.kind === "leaf") return undefined;
  if (node.kind === "object" && node.start === start) return node;
  const inner = node.kind === "object" ? node.members.map(({ value }) => value) : node.items;
  return inner.map((one) => objectAt(one, start)).find((found) => found !== undefined);
}
