/** The fields of a message with what a JSON text has for them. Pure. */
import type { FieldDescription } from "../../core/contract/views.ts";
import { insertMember, removeMember, type TextEdit } from "./json-edits.ts";
import type { JsonMember, JsonObject } from "./json-tree.ts";

/** A field, and its member of the JSON object where it has one. */
export interface Slot {
  readonly name: string;
  readonly field: FieldDescription;
  readonly member: JsonMember | undefined;
}

/** A field by the name that JSON has for it. */
export interface NamedField {
  readonly name: string;
  readonly field: FieldDescription;
}

/** In the order of the schema. A key may be the JSON name or the name in the `.proto` file. */
export function slotsOf(fields: readonly NamedField[], object: JsonObject): readonly Slot[] {
  const byKey = new Map(object.members.map((member) => [member.key, member]));
  return fields.map(({ name, field }) => ({
    name,
    field,
    member: byKey.get(name) ?? byKey.get(protoName(field)),
  }));
}

/** The name in a declaration such as `repeated Item items = 3`. */
function protoName({ declaration }: FieldDescription): string {
  return /(\w+)\s*=\s*\d+/.exec(declaration)?.[1] ?? "";
}

/** True where the JSON has a value for it; null is none, but for `google.protobuf.Value` and `NullValue`. */
export function isSet({ member, field }: Slot): boolean {
  if (member === undefined) return false;
  const isNull = member.value.kind === "leaf" && member.value.raw === "null";
  const hasNull = field.messageType === "google.protobuf.Value" || field.values?.[0]?.name === "NULL_VALUE";
  return !isNull || hasNull;
}

/** Writes a field that has no value yet, behind those that stand before it in the schema. */
export function setSlot(
  text: string,
  object: JsonObject,
  slots: readonly Slot[],
  slot: Slot,
  raw: string,
): TextEdit {
  if (slot.member !== undefined) return { ...spanOf(slot.member), text: raw };
  const before = slots.slice(
    0,
    slots.findIndex(({ name }) => name === slot.name),
  );
  return insertMember(
    text,
    object,
    before.findLast(({ member }) => member !== undefined)?.member,
    slot.name,
    raw,
  );
}

function spanOf({ value: { start, end } }: JsonMember) {
  return { start, end };
}

/** Takes the value of a field out; where it has none, nothing changes. */
export function unsetSlot(object: JsonObject, { member }: Slot): TextEdit {
  return member === undefined
    ? { start: object.start, end: object.start, text: "" }
    : removeMember(object, member);
}
