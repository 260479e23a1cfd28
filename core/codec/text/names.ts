import type { DescMessage } from "@bufbuild/protobuf";
import { EXTENSION_SLOT, type FieldPlan } from "../plan/field-plan.ts";
import { GROUP } from "../plan/kinds.ts";
import type { MessagePlan } from "../plan/message-plan.ts";

/** How the fields of a message are called in the text format. */
export interface TextNames {
  /** Fields by the names a text may use: as declared, and the type's name for groups. */
  readonly fields: ReadonlyMap<string, FieldPlan>;
  /** Names that were given up: texts may still have them. */
  readonly reserved: ReadonlySet<string>;
}

/** By plan, not by descriptor: the plan of a map's entries has the descriptor of the message around it. */
const namesOfPlans = new WeakMap<MessagePlan, TextNames>();
const writtenNames = new WeakMap<FieldPlan, string>();

/** The names of a message's fields, collected once. */
export function textNamesOf(plan: MessagePlan): TextNames {
  let names = namesOfPlans.get(plan);
  if (names === undefined) {
    names = collectNames(plan);
    namesOfPlans.set(plan, names);
  }
  return names;
}

/** The name that Byteglass writes: `name`, `Name` for a group, `[full.name]` for an extension. */
export function textNameOf(plan: MessagePlan, field: FieldPlan): string {
  if (field.slot >= EXTENSION_SLOT) return `[${extensionNameOf(field)}]`;
  if (field.kind !== GROUP) return field.name;
  let name = writtenNames.get(field);
  if (name === undefined) {
    name = groupNameOf(plan.desc, field) ?? field.name;
    writtenNames.set(field, name);
  }
  return name;
}

function collectNames(plan: MessagePlan): TextNames {
  const fields = new Map(plan.fields.map((field) => [field.name, field]));
  for (const field of plan.fields) {
    const groupName = field.kind === GROUP ? groupNameOf(plan.desc, field) : undefined;
    if (groupName !== undefined && !fields.has(groupName)) fields.set(groupName, field);
  }
  return { fields, reserved: new Set(plan.desc.proto.reservedName) };
}

/**
 * A delimited field is a group when it looks as proto2's `group` declares it: its name is the lower-cased name of its
 * type, which is declared beside it.
 */
function groupNameOf(parent: DescMessage, field: FieldPlan): string | undefined {
  const { desc } = field.message();
  return desc.parent === parent && desc.name.toLowerCase() === field.name ? desc.name : undefined;
}

/** An extension of a message set that its own message declares goes by the name of the message. */
function extensionNameOf({ name, isSetItem, typeText }: FieldPlan): string {
  return isSetItem && name.slice(0, name.lastIndexOf(".")) === typeText ? typeText : name;
}
