/** How a server writes its JSON: what ProtoJSON leaves free or forbids, and what other readers may trip over. */
import { type DescEnum, type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { isJsonObject, parseJson } from "../../json-value.ts";

/** Characters that are read, and values that are looked at. */
const LONGEST_TEXT = 4_000_000;
const MOST_VALUES = 20_000;
/** Levels that are looked into. */
const DEEPEST = 100;

const HABITS = {
  names: "field names as in the .proto file",
  enums: "enums as numbers",
  integers: "64-bit integers as numbers, which many readers round",
  texts: "small numbers as texts",
  alphabet: "bytes as base64 in the alphabet of URLs",
  padding: "bytes as base64 without padding",
  defaults: "fields at their default",
  nulls: "null for fields that are not set",
} as const;
type Habit = keyof typeof HABITS;

const WIDE: ReadonlySet<ScalarType | undefined> = new Set([
  ScalarType.INT64,
  ScalarType.UINT64,
  ScalarType.SINT64,
  ScalarType.FIXED64,
  ScalarType.SFIXED64,
]);
/** The value of `FeatureSet.field_presence` for fields that are absent when they have their default. */
const IMPLICIT = 2;

/** What is seen in one answer, each in a few words; empty for JSON as the reference implementations write it. */
export function jsonHabits(text: string, type: DescMessage): readonly string[] {
  if (text.length > LONGEST_TEXT) return [];
  const look = new Look();
  // What is no JSON was told as the fault of the call, and has no habits.
  look.message(parseJson(text), type, 0);
  return (Object.keys(HABITS) as Habit[])
    .filter((habit) => look.seen.has(habit))
    .map((habit) => HABITS[habit]);
}

class Look {
  readonly seen = new Set<Habit>();
  #count = 0;

  message(value: unknown, type: DescMessage, depth: number): void {
    // Well-known types have shapes of their own, most of them without fields.
    if (type.typeName.startsWith("google.protobuf.") || depth > DEEPEST) return;
    if (!isJsonObject(value)) return;
    for (const [key, inner] of Object.entries(value)) {
      if (this.#count++ > MOST_VALUES) return;
      const field = type.fields.find(({ jsonName, name }) => jsonName === key || name === key);
      if (field === undefined) continue;
      if (key !== field.jsonName) this.seen.add("names");
      this.#field(inner, field, depth);
    }
  }

  #field(value: unknown, field: DescField, depth: number): void {
    if (value === null) {
      if (!takesNull(field)) this.seen.add("nulls");
      return;
    }
    if (isDefault(value, field)) this.seen.add("defaults");
    const items =
      field.fieldKind === "map"
        ? Object.values(value ?? {})
        : field.fieldKind === "list" && Array.isArray(value)
          ? value
          : [value];
    for (const item of items) {
      if (this.#count++ > MOST_VALUES) return;
      if (field.message !== undefined) this.message(item, field.message, depth + 1);
      else if (field.enum !== undefined) this.#enumeration(item, field.enum);
      else this.#scalar(item, field.scalar);
    }
  }

  #enumeration(value: unknown, { values }: DescEnum): void {
    if (typeof value === "number" && values.some(({ number }) => number === value)) this.seen.add("enums");
  }

  #scalar(value: unknown, scalar: ScalarType | undefined): void {
    if (typeof value === "number" && WIDE.has(scalar)) this.seen.add("integers");
    if (typeof value !== "string") return;
    if (scalar === ScalarType.BYTES) {
      if (/[-_]/.test(value)) this.seen.add("alphabet");
      if (value.length % 4 !== 0) this.seen.add("padding");
    } else if (scalar !== ScalarType.STRING && !WIDE.has(scalar) && /^-?\d/.test(value)) {
      this.seen.add("texts");
    }
  }
}

function takesNull({ message, enum: enumeration }: DescField): boolean {
  return (
    message?.typeName === "google.protobuf.Value" || enumeration?.typeName === "google.protobuf.NullValue"
  );
}

/** True for a value that need not be written: of a list, a map, or a field without presence. */
function isDefault(value: unknown, field: DescField): boolean {
  if (field.fieldKind === "list") return Array.isArray(value) && value.length === 0;
  if (field.fieldKind === "map") return typeof value === "object" && Object.keys(value ?? {}).length === 0;
  if (field.presence !== IMPLICIT || field.fieldKind === "message") return false;
  if (field.fieldKind === "enum")
    return value === 0 || value === field.enum.values.find(({ number }) => number === 0)?.name;
  return value === 0 || value === "" || value === false || (value === "0" && WIDE.has(field.scalar));
}
