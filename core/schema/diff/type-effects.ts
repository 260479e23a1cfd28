import { both, breaking, compatible, type Effect, lossy, type SideEffect } from "./effect.ts";
import type { EnumModel, SchemaModel, ValueType } from "./model.ts";
import { fits, scalarJsonEffect, scalarWireEffect } from "./scalar-effects.ts";
import { structureOf } from "./structure.ts";

/** Both schemas: what a named type means is looked up in its own. */
export interface Versions {
  readonly before: SchemaModel;
  readonly after: SchemaModel;
  /** New names of renamed types, by their old names. */
  readonly renamed: ReadonlyMap<string, string>;
}

/** True when a type is the same one, under its new name if it has one. */
export function sameType(before: ValueType, after: ValueType, { renamed }: Versions): boolean {
  if (before.kind !== after.kind || (renamed.get(before.name) ?? before.name) !== after.name) return false;
  return before.kind !== "message" || after.kind !== "message" || before.delimited === after.delimited;
}

/** What becomes of values of one type that are read as another. */
export function typeEffect(before: ValueType, after: ValueType, versions: Versions): Effect {
  if (before.kind === "message" || after.kind === "message") return messageEffect(before, after, versions);
  if (before.kind === "scalar" && after.kind === "scalar") {
    return {
      wire: scalarWireEffect(before.name, after.name),
      json: scalarJsonEffect(before.name, after.name),
    };
  }
  const from = versions.before.enums.get(before.name);
  const to = versions.after.enums.get(after.name);
  if (before.kind === "enum" && after.kind === "enum") return enumsEffect(from, to);
  if (before.kind === "enum") return enumToScalar(after.name);
  return scalarToEnum(before.name, to);
}

function enumsEffect(from: EnumModel | undefined, to: EnumModel | undefined): Effect {
  if (from === undefined || to === undefined) return both(lossy("values the new enum lacks are lost"));
  const numberOf = new Map(to.values.map(({ name, number }) => [name, number]));
  const isKept = from.values.every(({ name, number }) => numberOf.get(name) === number);
  return both(
    isKept
      ? compatible("the new enum has every value of the old one")
      : lossy("values the new enum lacks are lost or read as others"),
  );
}

function enumToScalar(scalar: string): Effect {
  const json =
    scalar === "string"
      ? lossy("values without a name are refused")
      : breaking(`names are refused as ${scalar}`);
  const wire = scalarWireEffect("int32", scalar);
  return { wire: fits("int32", scalar) ? compatible("the numbers stay the same") : wire, json };
}

function scalarToEnum(scalar: string, to: EnumModel | undefined): Effect {
  const wire = scalarWireEffect(scalar, "int32");
  const isOpen = to?.isOpen ?? true;
  return {
    wire:
      wire.level === "compatible" && !isOpen ? lossy("numbers the enum lacks become unknown fields") : wire,
    json: scalarToEnumJson(scalar, isOpen),
  };
}

function scalarToEnumJson(scalar: string, isOpen: boolean): SideEffect {
  if (scalar === "string") return lossy("strings that are no name of the enum are refused");
  if (scalar === "bool" || !/32$/.test(scalar))
    return breaking(`the form of ${scalar} is refused as an enum`);
  if (fits(scalar, "int32") && isOpen) return compatible("an enum is read from numbers too");
  return lossy("numbers the enum lacks are refused");
}

/** Messages whose JSON is that of their one field. */
const wrappers: Readonly<Record<string, string>> = {
  "google.protobuf.DoubleValue": "double",
  "google.protobuf.FloatValue": "float",
  "google.protobuf.Int64Value": "int64",
  "google.protobuf.UInt64Value": "uint64",
  "google.protobuf.Int32Value": "int32",
  "google.protobuf.UInt32Value": "uint32",
  "google.protobuf.BoolValue": "bool",
  "google.protobuf.StringValue": "string",
  "google.protobuf.BytesValue": "bytes",
};

function messageEffect(before: ValueType, after: ValueType, versions: Versions): Effect {
  return { wire: messageWire(before, after, versions), json: messageJson(before, after, versions) };
}

function messageWire(before: ValueType, after: ValueType, versions: Versions): SideEffect {
  if (before.kind === "message" && after.kind === "message") {
    if (before.delimited !== after.delimited) {
      return breaking("groups and length-prefixed messages are encoded differently");
    }
    if (sameStructure(before, after, versions)) return compatible("both types have the same fields");
    return breaking("the bytes are read by the numbers of another type");
  }
  if (before.kind === "message" && !before.delimited && after.name === "bytes") {
    return compatible("the bytes are those of the message");
  }
  if (after.kind === "message" && !after.delimited && before.name === "bytes") {
    return lossy("bytes that are no such message are refused or read as something else");
  }
  return breaking(`${before.name} and ${after.name} are encoded differently`);
}

function messageJson(before: ValueType, after: ValueType, versions: Versions): SideEffect {
  if (after.name === "google.protobuf.Value") return compatible("a Value takes any JSON");
  const from = wrappers[before.name] ?? (before.kind === "scalar" ? before.name : undefined);
  const to = wrappers[after.name] ?? (after.kind === "scalar" ? after.name : undefined);
  if (from !== undefined && to !== undefined) {
    return from === to ? compatible("the form stays the same") : scalarJsonEffect(from, to);
  }
  if (before.kind !== after.kind) return breaking(`the form of ${before.name} is refused as ${after.name}`);
  if (before.name === after.name || sameStructure(before, after, versions)) {
    return compatible("both types have the same fields");
  }
  return breaking("keys of the old type are refused or read as other fields");
}

function sameStructure(before: ValueType, after: ValueType, versions: Versions): boolean {
  const from = versions.before.messages.get(before.name);
  const to = versions.after.messages.get(after.name);
  return from !== undefined && to !== undefined && structureOf(from) === structureOf(to);
}
