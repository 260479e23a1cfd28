import type { DescExtension } from "@bufbuild/protobuf";
import {
  type DescEnum,
  type DescField,
  type DescMessage,
  type DescOneof,
  ScalarType,
} from "@bufbuild/protobuf";
import { defaultJsonName } from "../../json-name.ts";
import { Kind } from "../kinds.ts";
import { packedKindOf } from "../packed.ts";
import { WireType } from "../tag.ts";

/** What the wire view needs to know of one declared field. */
export interface FieldShape {
  /** Dense position among the fields of its message, extensions last. */
  readonly index: number;
  readonly number: number;
  /** JSON name; `[pkg.extension]` for an extension. */
  readonly label: string;
  /** Declared type of one element: `float`, `samples.vision.v1.Concept`, `map<string, int32>`. */
  readonly typeName: string;
  /** Wire type of one element. */
  readonly wireType: number;
  readonly repeated: boolean;
  /** Whether packed LEN bodies may stand for it. */
  readonly packable: boolean;
  readonly packedDeclared: boolean;
  /** What a LEN body of this field is, when it is well formed. */
  readonly bodyKind: Kind;
  readonly scalar: ScalarType | undefined;
  readonly enumeration: DescEnum | undefined;
  /** Type of a message or group element; undefined for maps, whose `entry` says it. */
  readonly message: DescMessage | undefined;
  readonly entry: EntryDeclaration | undefined;
  readonly oneof: DescOneof | undefined;
  /** Singular without presence: a writer leaves the default out. */
  readonly implicit: boolean;
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly checksUtf8: boolean;
}

/** Key and value of a map field: the two fields of its entry messages. */
export interface EntryDeclaration {
  readonly key: FieldShape;
  readonly value: FieldShape;
}

const FEATURE_IMPLICIT = 2;
const FEATURE_LEGACY_REQUIRED = 3;

/** Describes a field or extension. */
export function describeField(field: DescField | DescExtension, index: number): FieldShape {
  if (field.fieldKind === "map") return describeMap(field, index);
  const repeated = field.fieldKind === "list";
  const delimited = "delimitedEncoding" in field && field.delimitedEncoding === true;
  const element = describeElement(field.scalar, field.enum, field.message, delimited);
  const packable = repeated && packedKindOf(element.wireType) !== undefined;
  return {
    ...element,
    bodyKind: packable ? (packedKindOf(element.wireType) ?? Kind.bytes) : element.bodyKind,
    index,
    number: field.number,
    label: labelOf(field),
    repeated,
    packable,
    packedDeclared: repeated && field.packed,
    entry: undefined,
    oneof: field.oneof,
    implicit: !repeated && field.message === undefined && field.presence === FEATURE_IMPLICIT,
    required: field.presence === FEATURE_LEGACY_REQUIRED,
    deprecated: field.deprecated,
    checksUtf8: field.utf8Validation,
  };
}

/** The JSON name; descriptors that were not made by protoc may lack it, and then it follows from the name. */
function labelOf(field: DescField | DescExtension): string {
  if (field.kind === "extension") return `[${field.typeName}]`;
  return field.jsonName === "" ? defaultJsonName(field.name) : field.jsonName;
}

type Element = Pick<FieldShape, "typeName" | "wireType" | "bodyKind" | "scalar" | "enumeration" | "message">;

function describeElement(
  scalar: ScalarType | undefined,
  enumeration: DescEnum | undefined,
  message: DescMessage | undefined,
  delimited: boolean,
): Element {
  if (message !== undefined) {
    const wireType = delimited ? WireType.startGroup : WireType.length;
    return { typeName: message.typeName, wireType, bodyKind: Kind.message, scalar, enumeration, message };
  }
  if (enumeration !== undefined) {
    const typeName = enumeration.typeName;
    return { typeName, wireType: WireType.varint, bodyKind: Kind.bytes, scalar, enumeration, message };
  }
  const type = scalar ?? ScalarType.BYTES;
  const bodyKind = type === ScalarType.STRING ? Kind.text : Kind.bytes;
  const typeName = ScalarType[type].toLowerCase();
  return { typeName, wireType: scalarWireType(type), bodyKind, scalar: type, enumeration, message };
}

function describeMap(field: DescField & { fieldKind: "map" }, index: number): FieldShape {
  const key = entryField(1, "key", describeElement(field.mapKey, undefined, undefined, false), field);
  const value = entryField(
    2,
    "value",
    describeElement(field.scalar, field.enum, field.message, false),
    field,
  );
  return {
    index,
    number: field.number,
    label: labelOf(field),
    typeName: `map<${key.typeName}, ${value.typeName}>`,
    wireType: WireType.length,
    repeated: true,
    packable: false,
    packedDeclared: false,
    bodyKind: Kind.message,
    scalar: undefined,
    enumeration: undefined,
    message: undefined,
    entry: { key, value },
    oneof: undefined,
    implicit: false,
    required: false,
    deprecated: field.deprecated,
    checksUtf8: field.utf8Validation,
  };
}

function entryField(number: number, label: string, element: Element, map: DescField): FieldShape {
  return {
    ...element,
    index: number - 1,
    number,
    label,
    repeated: false,
    packable: false,
    packedDeclared: false,
    entry: undefined,
    oneof: undefined,
    implicit: false,
    required: false,
    deprecated: false,
    checksUtf8: map.utf8Validation,
  };
}

/** The wire type that carries one value of a scalar type. */
export function scalarWireType(scalar: ScalarType): number {
  switch (scalar) {
    case ScalarType.DOUBLE:
    case ScalarType.FIXED64:
    case ScalarType.SFIXED64:
      return WireType.fixed64;
    case ScalarType.FLOAT:
    case ScalarType.FIXED32:
    case ScalarType.SFIXED32:
      return WireType.fixed32;
    case ScalarType.STRING:
    case ScalarType.BYTES:
      return WireType.length;
    case ScalarType.INT64:
    case ScalarType.UINT64:
    case ScalarType.INT32:
    case ScalarType.BOOL:
    case ScalarType.UINT32:
    case ScalarType.SINT32:
    case ScalarType.SINT64:
      return WireType.varint;
  }
}
