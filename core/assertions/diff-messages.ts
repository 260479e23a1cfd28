/**
 * Two messages of one type compared as protobuf compares: the order of map entries, the last digits of floats and a
 * field that is absent instead of default make no difference unless asked.
 */

import { type DescField, type DescMessage, fromBinary, type Registry, ScalarType } from "@bufbuild/protobuf";
import { type ReflectList, type ReflectMap, type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { anyUnpack } from "@bufbuild/protobuf/wkt";
import type { FieldDifference } from "../contract/assertions.ts";
import { sameBytes } from "../wire/same-bytes.ts";
import { isIgnored } from "./ignored.ts";

/** How messages are compared. */
export interface DiffOptions {
  readonly registry: Registry;
  readonly ignore?: readonly string[] | undefined;
  readonly tolerance?: number | undefined;
  readonly presence?: boolean | undefined;
  /** False leaves fields out that the schema does not know: JSON has no place for them. */
  readonly unknown?: boolean | undefined;
}

/** Differences that are listed; the last one counts those left out. */
const maximumListed = 100;
/** How far floats may be apart, relative to the larger one, where nothing else is said. */
const floatTolerance = 1e-6;
const doubleTolerance = 1e-12;

/** What is not the same. Throws what `fromBinary` throws for damaged bytes. */
export function diffMessages(
  type: DescMessage,
  expected: Uint8Array,
  got: Uint8Array,
  options: DiffOptions,
): readonly FieldDifference[] {
  const differ = new Differ(options);
  const left = reflect(type, fromBinary(type, expected));
  const right = reflect(type, fromBinary(type, got));
  differ.messages(left, right, "");
  return differ.outcome();
}

class Differ {
  readonly #options: DiffOptions;
  readonly #found: FieldDifference[] = [];
  #more = 0;

  constructor(options: DiffOptions) {
    this.#options = options;
  }

  outcome(): readonly FieldDifference[] {
    if (this.#more === 0) return this.#found;
    const rest: FieldDifference = {
      path: "",
      kind: "changed",
      expected: "",
      got: `${this.#more} more differences`,
    };
    return [...this.#found, rest];
  }

  messages(left: ReflectMessage, right: ReflectMessage, path: string): void {
    if (left.desc.typeName === "google.protobuf.Any" && this.#any(left, right, path)) return;
    for (const field of left.desc.fields) {
      const at = path === "" ? field.jsonName : `${path}.${field.jsonName}`;
      if (isIgnored(at, this.#options.ignore)) continue;
      this.#field(left, right, field, at);
    }
    if (this.#options.unknown === false) return;
    const [one, other] = [unknownFields(left), unknownFields(right)];
    for (const number of new Set([...one.keys(), ...other.keys()])) {
      const [expected, got] = [one.get(number), other.get(number)];
      const at = `${path === "" ? "" : `${path}.`}(unknown field ${number})`;
      if (expected !== got) this.#add(at, expected, got);
    }
  }

  #field(left: ReflectMessage, right: ReflectMessage, field: DescField, path: string): void {
    const [has, had] = [right.isSet(field), left.isSet(field)];
    if (!has && !had) return;
    const strict = this.#options.presence === true || field.oneof !== undefined;
    switch (field.fieldKind) {
      case "list":
        this.#lists(field, left.get(field), right.get(field), path);
        break;
      case "map":
        this.#maps(field, left.get(field), right.get(field), path);
        break;
      case "message":
        if (has !== had && strict) this.#presence(had, left.get(field), right.get(field), path);
        else this.messages(left.get(field), right.get(field), path);
        break;
      case "scalar":
      case "enum":
        if (has !== had && strict) this.#presence(had, left.get(field), right.get(field), path);
        else this.#values(left.get(field), right.get(field), path, kindOf(field), field);
    }
  }

  #presence(had: boolean, expected: unknown, got: unknown, path: string): void {
    this.#add(path, had ? show(expected) : undefined, had ? undefined : show(got));
  }

  #lists(
    field: DescField & { fieldKind: "list" },
    left: ReflectList,
    right: ReflectList,
    path: string,
  ): void {
    const length = Math.max(left.size, right.size);
    for (let index = 0; index < length; index++) {
      const at = `${path}[${index}]`;
      if (isIgnored(at, this.#options.ignore)) continue;
      const [expected, got] = [left.get(index), right.get(index)];
      if (index >= left.size) this.#add(at, undefined, show(got));
      else if (index >= right.size) this.#add(at, show(expected), undefined);
      else this.#values(expected, got, at, kindOf(field), field);
    }
  }

  #maps(field: DescField & { fieldKind: "map" }, left: ReflectMap, right: ReflectMap, path: string): void {
    const keys = new Set([...left.keys(), ...right.keys()]);
    for (const key of [...keys].sort((one, other) => (String(one) < String(other) ? -1 : 1))) {
      const at = `${path}[${JSON.stringify(String(key))}]`;
      if (isIgnored(at, this.#options.ignore)) continue;
      if (!left.has(key)) this.#add(at, undefined, show(right.get(key)));
      else if (!right.has(key)) this.#add(at, show(left.get(key)), undefined);
      else this.#values(left.get(key), right.get(key), at, kindOf(field), field);
    }
  }

  #values(expected: unknown, got: unknown, path: string, kind: Kind, field: DescField): void {
    if (isMessage(expected) && isMessage(got)) this.messages(expected, got, path);
    else if (!this.#same(expected, got, kind)) this.#add(path, show(expected, field), show(got, field));
  }

  #same(expected: unknown, got: unknown, kind: Kind): boolean {
    if (expected instanceof Uint8Array && got instanceof Uint8Array) return sameBytes(expected, got);
    if (kind === "exact" || typeof expected !== "number" || typeof got !== "number") {
      return Object.is(expected, got) || expected === got;
    }
    if (expected === got || (Number.isNaN(expected) && Number.isNaN(got))) return true;
    const tolerance = this.#options.tolerance ?? (kind === "float" ? floatTolerance : doubleTolerance);
    return Math.abs(expected - got) <= tolerance * Math.max(Math.abs(expected), Math.abs(got));
  }

  /** Compares what is packed, where its type is known. Answers whether it did. */
  #any(left: ReflectMessage, right: ReflectMessage, path: string): boolean {
    const [expected, got] = [unpacked(left, this.#options.registry), unpacked(right, this.#options.registry)];
    if (expected === undefined || got === undefined || expected.desc !== got.desc) return false;
    this.messages(expected, got, path);
    return true;
  }

  #add(path: string, expected: string | undefined, got: string | undefined): void {
    if (this.#found.length >= maximumListed) {
      this.#more++;
      return;
    }
    const kind = expected === undefined ? "unexpected" : got === undefined ? "missing" : "changed";
    this.#found.push({ path, kind, expected: expected ?? "", got: got ?? "" });
  }
}

type Kind = "float" | "double" | "exact";

function kindOf(field: DescField): Kind {
  const { scalar } = field;
  if (scalar === ScalarType.FLOAT) return "float";
  return scalar === ScalarType.DOUBLE ? "double" : "exact";
}

function isMessage(value: unknown): value is ReflectMessage {
  return typeof value === "object" && value !== null && "desc" in value && "fields" in value;
}

function unknownFields({ message }: ReflectMessage): ReadonlyMap<number, string> {
  const fields = new Map<number, string>();
  for (const { no, data } of message.$unknown ?? []) {
    const hex = [...data].map((byte) => byte.toString(16).padStart(2, "0")).join(" ");
    fields.set(no, `${fields.get(no) ?? ""}${hex} `);
  }
  return fields;
}

function unpacked({ message }: ReflectMessage, registry: Registry): ReflectMessage | undefined {
  if (!("typeUrl" in message && "value" in message)) return undefined;
  const { typeUrl, value } = message;
  if (typeof typeUrl !== "string" || !(value instanceof Uint8Array)) return undefined;
  try {
    const inner = anyUnpack({ $typeName: "google.protobuf.Any", typeUrl, value }, registry);
    const type = inner && registry.getMessage(inner.$typeName);
    return type === undefined ? undefined : reflect(type, inner);
  } catch {
    return undefined;
  }
}

/** One line of at most 200 characters. */
function show(value: unknown, field?: DescField): string {
  const text = describe(value, field);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

function describe(value: unknown, field: DescField | undefined): string {
  if (value instanceof Uint8Array)
    return `${value.length} bytes: ${[...value.slice(0, 24)].map((byte) => byte.toString(16).padStart(2, "0")).join(" ")}`;
  if (isMessage(value))
    return `{${value.fields
      .filter((each) => value.isSet(each))
      .map(({ jsonName }) => jsonName)
      .join(", ")}}`;
  if (typeof value === "bigint") return String(value);
  const named =
    typeof value === "number" && field?.enum !== undefined ? field.enum.value[value]?.name : undefined;
  return named ?? JSON.stringify(value) ?? "nothing";
}
