import type { DescExtension, DescField, DescMessage, Registry } from "@bufbuild/protobuf";
import { compileField, EXTENSION_SLOT, type FieldPlan, isMessageSet, jsonNameOf } from "./field-plan.ts";
import { type WellKnown, wellKnownOf } from "./well-known.ts";

/** What the codec needs of a message type, compiled once from its descriptor. */
export interface MessagePlan {
  readonly desc: DescMessage;
  readonly typeName: string;
  readonly wellKnown: WellKnown;
  /** In the order of field numbers, which is the order in which everything is written. */
  readonly fields: readonly FieldPlan[];
  readonly byNumber: ReadonlyMap<number, FieldPlan>;
  /** `1 + slot` by field number for the numbers below its length, 0 where there is no field. */
  readonly slotOfNumber: Uint16Array;
  /** Keys that JSON may use: JSON names first, then names as declared. */
  readonly byName: ReadonlyMap<string, FieldPlan>;
  readonly oneofs: readonly string[];
  readonly required: readonly FieldPlan[];
  readonly isExtensible: boolean;
  /** True when its extensions come as items of a message set. */
  readonly isMessageSet: boolean;
}

const DENSE_NUMBERS = 512;
const LAST_FIELD_NUMBER = 536_870_911;

const plans = new WeakMap<DescMessage, MessagePlan>();
const extensions = new WeakMap<DescExtension, FieldPlan>();

/** The plan of a message type, compiled once. */
export function messagePlanOf(desc: DescMessage): MessagePlan {
  let plan = plans.get(desc);
  if (plan === undefined) {
    plan = compileMessage(desc);
    plans.set(desc, plan);
  }
  return plan;
}

/** The field of a message type in this place among those with numbers in order; the type is known to have it. */
export function fieldAt(plan: MessagePlan, slot: number): FieldPlan {
  const field = plan.fields[slot];
  if (field === undefined) throw new TypeError(`${plan.typeName} has no field ${slot}`);
  return field;
}

/** The extension of a message type with a field number, if the registry has one. */
export function extensionByNumber(
  plan: MessagePlan,
  number: number,
  registry: Registry,
): FieldPlan | undefined {
  if (!plan.isExtensible) return undefined;
  const desc = registry.getExtensionFor(plan.desc, number);
  return desc === undefined ? undefined : extensionPlanOf(desc);
}

/** The field whose records have a slot. */
export function fieldAtSlot(plan: MessagePlan, slot: number, registry: Registry): FieldPlan | undefined {
  return slot < EXTENSION_SLOT ? plan.fields[slot] : extensionByNumber(plan, slot - EXTENSION_SLOT, registry);
}

/** The field or extension of a message type with a number. */
export function fieldByNumber(plan: MessagePlan, number: number, registry: Registry): FieldPlan | undefined {
  const dense = plan.slotOfNumber[number] ?? 0;
  const field = dense > 0 ? plan.fields[dense - 1] : plan.byNumber.get(number);
  return field ?? extensionByNumber(plan, number, registry);
}

/** The extension of a message type with a full name, if the registry has one. */
export function extensionByName(plan: MessagePlan, name: string, registry: Registry): FieldPlan | undefined {
  const desc = registry.getExtension(name);
  if (desc === undefined || desc.extendee.typeName !== plan.typeName) return undefined;
  return extensionPlanOf(desc);
}

/** The extension of a message set that is declared in the message type of that full name, and is of that type. */
export function setItemByType(
  plan: MessagePlan,
  typeName: string,
  registry: Registry,
): FieldPlan | undefined {
  const type = plan.isMessageSet ? registry.getMessage(typeName) : undefined;
  const desc = type?.nestedExtensions.find(
    ({ extendee, message }) => extendee.typeName === plan.typeName && message?.typeName === typeName,
  );
  return desc === undefined ? undefined : extensionPlanOf(desc);
}

function extensionPlanOf(desc: DescExtension): FieldPlan {
  let plan = extensions.get(desc);
  if (plan === undefined) {
    plan = compileField(desc, `[${desc.typeName}]`, EXTENSION_SLOT + desc.number, -1);
    extensions.set(desc, plan);
  }
  return plan;
}

function compileMessage(desc: DescMessage): MessagePlan {
  const usable = desc.fields.filter((field) => field.number >= 1 && field.number <= LAST_FIELD_NUMBER);
  const sorted = usable.sort((a, b) => a.number - b.number);
  const jsonNames = chooseJsonNames(sorted);
  const fields = sorted.map((field, slot) => {
    const oneof = field.oneof === undefined ? -1 : desc.oneofs.indexOf(field.oneof);
    return compileField(field, jsonNames[slot] ?? field.name, slot, oneof);
  });
  return {
    desc,
    typeName: desc.typeName,
    wellKnown: wellKnownOf(desc),
    fields,
    byNumber: new Map(fields.map((field) => [field.number, field])),
    slotOfNumber: denseSlots(fields),
    byName: indexNames(fields),
    oneofs: desc.oneofs.map((oneof) => oneof.name),
    required: fields.filter((field) => field.isRequired),
    isExtensible: desc.proto.extensionRange.length > 0,
    isMessageSet: isMessageSet(desc),
  };
}

/**
 * Two fields of a proto2 message may claim one JSON name (`foo_bar` and `fooBar`). The field that is declared under
 * that name keeps it and the others are written under their declared names, so that no two keys of an object are equal.
 */
function chooseJsonNames(fields: readonly DescField[]): string[] {
  const claims = new Map<string, number>();
  for (const field of fields) claims.set(jsonNameOf(field), (claims.get(jsonNameOf(field)) ?? 0) + 1);
  return fields.map((field) => {
    const jsonName = jsonNameOf(field);
    return (claims.get(jsonName) ?? 0) > 1 ? field.name : jsonName;
  });
}

function denseSlots(fields: readonly FieldPlan[]): Uint16Array {
  const last = fields.findLast((field) => field.number < DENSE_NUMBERS)?.number ?? 0;
  const slots = new Uint16Array(last + 1);
  for (const field of fields) if (field.number <= last) slots[field.number] = field.slot + 1;
  return slots;
}

function indexNames(fields: readonly FieldPlan[]): Map<string, FieldPlan> {
  const names = new Map<string, FieldPlan>();
  for (const field of fields) names.set(field.jsonName, field);
  for (const field of fields) if (!names.has(field.name)) names.set(field.name, field);
  return names;
}
