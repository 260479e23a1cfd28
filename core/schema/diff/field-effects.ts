import { both, breaking, compatible, type Effect, lossy, type SideEffect } from "./effect.ts";
import type { FieldModel } from "./model.ts";

/** Another name under the same number, or another JSON name under the same name. */
export function renameEffect(old: FieldModel, now: FieldModel): Effect {
  return { wire: compatible("names do not occur"), json: keyEffect(old, now) };
}

/** A parser takes a field's JSON name and its name as it is declared. */
function keyEffect(old: FieldModel, now: FieldModel): SideEffect {
  if (old.jsonName === now.jsonName || old.jsonName === now.name) {
    return compatible(`the key ${old.jsonName} is still taken`);
  }
  return breaking(`the key ${old.jsonName} is refused as unknown: it is ${now.jsonName} now`);
}

/** Presence of a singular field. */
export function presenceEffect(old: FieldModel["presence"], now: FieldModel["presence"]): Effect {
  if (now === "required") return both(breaking("messages without the field are refused"));
  if (old === "required") {
    return both(
      compatible("every older message is taken, but older readers refuse a newer one without the field"),
    );
  }
  return now === "explicit"
    ? both(compatible("values stay the same"))
    : both(lossy("a default value that was set can no longer be told from none"));
}

/** A field that becomes repeated, a map, or a single one. */
export function labelEffect(old: FieldModel, now: FieldModel): Effect {
  const json = breaking(`${formOf(old)} is refused where ${formOf(now)} is expected`);
  if (old.cardinality === "map" || now.cardinality === "map") {
    return { wire: breaking("the entries of a map are messages of their own"), json };
  }
  if (old.type.kind !== now.type.kind || old.type.name !== now.type.name) {
    return { wire: breaking("type and label change at once"), json };
  }
  if (now.cardinality === "repeated") return { wire: compatible("one value reads as a list of one"), json };
  if (old.packed) return { wire: breaking("a packed list is no single value"), json };
  const wire =
    old.type.kind === "message" ? "the elements are merged into one" : "only the last element is kept";
  return { wire: lossy(wire), json };
}

function formOf({ cardinality }: FieldModel): string {
  switch (cardinality) {
    case "map":
      return "an object";
    case "repeated":
      return "an array";
    case "singular":
      return "a single value";
  }
}

/** A field that moves into, out of, or between oneofs. `isShared` tells that older messages may set another member too. */
export function oneofEffect(now: FieldModel, isShared: boolean): Effect {
  if (now.oneof === "") {
    return both(
      compatible("every older message reads the same, but older readers take only one of the members"),
    );
  }
  if (!isShared) return both(compatible("no older message can set two of its members"));
  return {
    wire: lossy(`where several members of ${now.oneof} are set, only the last is kept`),
    json: lossy(`two members of ${now.oneof} at once are refused`),
  };
}

/** Another default of a field that is not set. */
export function defaultEffect(now: FieldModel): Effect {
  const value = now.defaultValue === "" ? "the zero of its type" : now.defaultValue;
  return both(lossy(`a message without the field now means ${value}`));
}
