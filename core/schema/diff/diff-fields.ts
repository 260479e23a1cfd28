import type { ChangeList, Subject } from "./change-list.ts";
import { diffOptions } from "./diff-options.ts";
import { both, breaking, compatible, lossy } from "./effect.ts";
import { defaultEffect, labelEffect, oneofEffect, presenceEffect, renameEffect } from "./field-effects.ts";
import type { FieldModel, MessageModel } from "./model.ts";
import { type Pair, pairMembers } from "./pair-members.ts";
import { typeText, valueTypeText } from "./structure.ts";
import { sameType, typeEffect, type Versions } from "./type-effects.ts";

/** Compares the fields of two versions of one message. `oneofNames` has the new names of renamed oneofs. */
export function diffFields(
  changes: ChangeList,
  before: MessageModel,
  after: MessageModel,
  names: { readonly versions: Versions; readonly oneofNames: ReadonlyMap<string, string> },
): void {
  const context = { ...names, sharedOneofs: sharedOneofs(before, after) };
  const usedNumbers = new Map(before.fields.map((field) => [field.number, field.name]));
  for (const [old, now] of pairMembers(before.fields, after.fields)) {
    if (old === undefined) addField(changes, now, usedNumbers.get(now.number));
    else if (now === undefined) removeField(changes, old, isReserved(after, old));
    else diffField(changes, [old, now], context);
  }
}

/** Oneofs of the newer message of which an older one could set several members. */
function sharedOneofs(before: MessageModel, after: MessageModel): ReadonlySet<string> {
  const oldOneofs = new Map(
    before.fields.map(({ number, name, oneof }) => [number, oneof === "" ? name : `oneof ${oneof}`]),
  );
  const first = new Map<string, string>();
  const shared = new Set<string>();
  for (const { number, oneof } of after.fields) {
    const old = oldOneofs.get(number);
    if (oneof === "" || old === undefined) continue;
    if ((first.get(oneof) ?? old) !== old) shared.add(oneof);
    first.set(oneof, old);
  }
  return shared;
}

/** What the comparison of one field needs to know of its surroundings. */
interface FieldContext {
  readonly versions: Versions;
  readonly oneofNames: ReadonlyMap<string, string>;
  readonly sharedOneofs: ReadonlySet<string>;
}

/** Compares extensions, which are told apart by their full names, and by what they extend and their number. */
export function diffExtensions(changes: ChangeList, versions: Versions): void {
  const byExtendee = (fields: Iterable<FieldModel>): ReadonlyMap<string, readonly FieldModel[]> => {
    const groups = new Map<string, FieldModel[]>();
    for (const field of fields) groups.set(field.extendee, [...(groups.get(field.extendee) ?? []), field]);
    return groups;
  };
  const old = byExtendee(versions.before.extensions.values());
  const now = byExtendee(versions.after.extensions.values());
  const extendees = [...new Set([...old.keys(), ...now.keys()])].sort();
  for (const extendee of extendees) {
    const renamed = versions.renamed.get(extendee) ?? extendee;
    if (!old.has(extendee) && [...versions.renamed.values()].includes(extendee)) continue;
    for (const pair of pairMembers(old.get(extendee) ?? [], now.get(renamed) ?? [])) {
      diffExtension(changes, pair, versions);
    }
  }
}

function diffExtension(changes: ChangeList, [old, now]: Pair<FieldModel>, versions: Versions): void {
  if (old === undefined) addField(changes, now, undefined);
  else if (now === undefined) removeField(changes, old, false);
  else diffField(changes, [old, now], { versions, oneofNames: new Map(), sharedOneofs: new Set() });
}

function aboutField({ symbol, extendee }: FieldModel): Subject {
  return { symbol, subject: extendee === "" ? "field" : "extension" };
}

/** `repeated int32 ids = 4`. */
function declaration(field: FieldModel): string {
  const required = field.presence === "required" ? "required " : "";
  const extended = field.extendee === "" ? "" : ` of ${field.extendee}`;
  return `${required}${typeText(field)} ${field.name} = ${field.number}${extended}`;
}

function addField(changes: ChangeList, now: FieldModel, formerName: string | undefined): void {
  const texts = ["", declaration(now)] as const;
  const unset = compatible("older messages read as if it were not set");
  if (now.presence === "required") {
    changes.add(aboutField(now), "added", texts, both(breaking("older messages lack this required field")));
  } else if (formerName !== undefined) {
    const wire = breaking(`number ${now.number} was ${formerName}, whose values are read as this field`);
    changes.add(aboutField(now), "added", texts, { wire, json: unset });
  } else changes.add(aboutField(now), "added", texts, both(unset));
}

function removeField(changes: ChangeList, old: FieldModel, isKeptFree: boolean): void {
  const free = isKeptFree ? "" : "; its number is not reserved, so another field may take it";
  changes.add(aboutField(old), "removed", [declaration(old), ""], {
    wire: lossy("its values become unknown fields"),
    json: breaking(`its key is refused as unknown${free}`),
  });
}

function isReserved(message: MessageModel, { number }: FieldModel): boolean {
  return message.reserved.some((range) => {
    const match = /^(\d+)(?: to (\d+))?$/.exec(range);
    return match !== null && number >= Number(match[1]) && number <= Number(match[2] ?? match[1]);
  });
}

function diffField(
  changes: ChangeList,
  [old, now]: readonly [FieldModel, FieldModel],
  { versions, oneofNames, sharedOneofs }: FieldContext,
): void {
  const about = aboutField(old);
  if (old.name !== now.name) changes.add(about, "renamed", [old.name, now.name], renameEffect(old, now));
  else if (old.jsonName !== now.jsonName) {
    changes.add(about, "json-name", [old.jsonName, now.jsonName], renameEffect(old, now));
  }
  if (old.number !== now.number) {
    changes.add(about, "renumbered", [String(old.number), String(now.number)], {
      wire: breaking(`values are under ${old.number}, where this field is no longer looked for`),
      json: compatible("numbers do not occur"),
    });
  }
  diffType(changes, [old, now], versions);
  if (old.presence !== now.presence && old.presence !== "" && now.presence !== "") {
    changes.add(about, "presence", [old.presence, now.presence], presenceEffect(old.presence, now.presence));
  }
  if (old.packed !== now.packed && old.cardinality === now.cardinality) {
    const texts = [packedText(old), packedText(now)] as const;
    const wire = compatible("a parser takes both forms");
    changes.add(about, "packed", texts, { wire, json: compatible("nothing changes") });
  }
  if ((oneofNames.get(old.oneof) ?? old.oneof) !== now.oneof) {
    changes.add(about, "oneof", [old.oneof, now.oneof], oneofEffect(now, sharedOneofs.has(now.oneof)));
  }
  if (old.defaultValue !== now.defaultValue) {
    changes.add(about, "default", [old.defaultValue, now.defaultValue], defaultEffect(now));
  }
  if (old.checksUtf8 !== now.checksUtf8 && old.type.name === "string" && now.type.name === "string") {
    diffUtf8(changes, about, now.checksUtf8);
  }
  diffOptions(changes, about, old.options, now.options);
}

function packedText({ packed }: FieldModel): string {
  return packed ? "packed" : "expanded";
}

function diffType(
  changes: ChangeList,
  [old, now]: readonly [FieldModel, FieldModel],
  versions: Versions,
): void {
  const about = aboutField(old);
  if (old.cardinality !== now.cardinality) {
    changes.add(about, "label", [typeText(old), typeText(now)], labelEffect(old, now));
    return;
  }
  if (old.mapKey !== now.mapKey) {
    const key = (name: string) => ({ kind: "scalar", name }) as const;
    const { wire } = typeEffect(key(old.mapKey), key(now.mapKey), versions);
    const json = lossy(`keys that are no ${now.mapKey} are refused`);
    changes.add(about, "retyped", [typeText(old), typeText(now)], { wire, json });
  }
  if (sameType(old.type, now.type, versions)) return;
  const texts = [valueTypeText(old.type), valueTypeText(now.type)] as const;
  changes.add(about, "retyped", texts, typeEffect(old.type, now.type, versions));
}

function diffUtf8(changes: ChangeList, about: Subject, checks: boolean): void {
  changes.add(about, "utf8-validation", checks ? ["unchecked", "checked"] : ["checked", "unchecked"], {
    wire: checks
      ? lossy("strings that are not UTF-8 are refused")
      : compatible("every string is still taken"),
    json: compatible("strings are UTF-8 anyway"),
  });
}
