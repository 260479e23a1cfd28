import type { DescEnum, DescField, DescMessage } from "@bufbuild/protobuf";
import { ScalarType } from "@bufbuild/protobuf";
import type { FieldExample } from "../../contract/schema.ts";
import { findMessage } from "../find.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { type JsonTree, writeJson } from "./json-tree.ts";
import { wellKnownExamples } from "./well-known.ts";

/** Fields in all messages of one example together. */
const maxFields = 4_000;

/** Messages within messages, tried in this order until an example is within its bounds. */
const depths = [16, 8, 6, 5, 4, 3, 2, 1] as const;

/**
 * An example ProtoJSON body of a message type, indented by two spaces: every field, one member of each oneof (the
 * first), recursion cut, bounded in size. Throws `ByteglassError` `not-found` with the nearest names.
 */
export function template(pool: SchemaPool, typeName: string): string {
  const message = findMessage(pool, typeName);
  let example: JsonTree = new Map();
  for (const depth of depths) {
    const maker = new ExampleMaker(depth);
    example = maker.message(message, []);
    if (!maker.isFull) break;
  }
  return writeJson(example);
}

/** Messages within the example of one field. */
const fieldDepth = 4;

/** An example value for each field of a message, every member of each oneof included, as `template` would write them. */
export function fieldExamples(message: DescMessage): readonly FieldExample[] {
  return message.fields.map((field) => {
    const example = new ExampleMaker(fieldDepth).field(field, []) ?? new Map();
    return { name: field.jsonName, json: writeJson(example) };
  });
}

class ExampleMaker {
  private readonly maxDepth: number;
  private fieldCount = 0;

  constructor(maxDepth: number) {
    this.maxDepth = maxDepth;
  }

  /** True when fields had to be left out. */
  get isFull(): boolean {
    return this.fieldCount >= maxFields;
  }

  message(message: DescMessage, within: readonly DescMessage[]): JsonTree {
    const known = wellKnownExamples.get(message.typeName);
    if (known !== undefined) return known;
    const path = [...within, message];
    const members = message.members.flatMap((member): readonly DescField[] =>
      member.kind === "field" ? [member] : member.fields.slice(0, 1),
    );
    const entries = new Map<string, JsonTree>();
    for (const field of members) {
      if (this.isFull) break;
      const value = this.field(field, path);
      if (value === undefined) continue;
      this.fieldCount += 1;
      entries.set(field.jsonName, value);
    }
    return entries;
  }

  /** Absent where a field can only be left out: a message within itself. */
  field(field: DescField, within: readonly DescMessage[]): JsonTree | undefined {
    const isCut =
      field.message !== undefined && (within.includes(field.message) || within.length >= this.maxDepth);
    switch (field.fieldKind) {
      case "list":
        return isCut ? [] : [this.value(field, within)];
      case "map":
        return isCut ? new Map() : new Map([[exampleKey(field.mapKey), this.value(field, within)]]);
      default:
        return isCut ? undefined : this.value(field, within);
    }
  }

  private value(field: DescField, within: readonly DescMessage[]): JsonTree {
    if (field.message !== undefined) return this.message(field.message, within);
    if (field.enum !== undefined) return exampleEnum(field.enum);
    return exampleScalar(field.scalar);
  }
}

/** The first value that is not zero: zero mostly stands for "unspecified". */
function exampleEnum(declaration: DescEnum): JsonTree {
  if (declaration.typeName === "google.protobuf.NullValue") return null;
  const value = declaration.values.find((one) => one.number !== 0) ?? declaration.values[0];
  return value?.jsonName ?? 0;
}

function exampleScalar(scalar: ScalarType | undefined): JsonTree {
  switch (scalar) {
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return "";
    case ScalarType.BOOL:
      return false;
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.SINT64:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return "0";
    default:
      return 0;
  }
}

function exampleKey(key: ScalarType): string {
  switch (key) {
    case ScalarType.STRING:
      return "key";
    case ScalarType.BOOL:
      return "true";
    default:
      return "1";
  }
}
