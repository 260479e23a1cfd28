import type { DescExtension, DescField, DescMessage } from "@bufbuild/protobuf";
import { defaultJsonName } from "../../json-name.ts";
import { type EnumPlan, enumPlanOf } from "./enum-plan.ts";
import { encodeKeyBytes, isPlainName, keyExtraBytes } from "./key-bytes.ts";
import {
  ENUM,
  GROUP,
  isPackable,
  type Kind,
  kindName,
  MESSAGE,
  WIRE_LEN,
  type WireType,
  wireTypeOf,
} from "./kinds.ts";
import { type MessagePlan, messagePlanOf } from "./message-plan.ts";
import { ORDINARY } from "./well-known.ts";

/** How often a field occurs in JSON: one value, an array or an object of entries. */
export const SINGULAR = 0;
export const LIST = 1;
export const MAP = 2;
export type Cardinality = 0 | 1 | 2;

const IMPLICIT_PRESENCE = 2;
const LEGACY_REQUIRED = 3;

/** What the codec needs of one value: of a field, a list item or a map value. */
export interface ValuePlan {
  readonly kind: Kind;
  readonly wireType: WireType;
  /** Set when the kind is enum. */
  readonly enumeration: EnumPlan | undefined;
  /** The plan of the message, compiled when it is first asked for: types may be recursive. Misuse on scalars throws. */
  message(): MessagePlan;
  /** True when invalid UTF-8 in a string is a fault of the message. */
  readonly validatesUtf8: boolean;
  /** `.proto` type of one value: `int32`, `pkg.Message`. */
  readonly valueTypeText: string;
  /** How many bytes the last length of such a value took: the first guess for the next one, and no more than that. */
  lengthRoom: number;
}

/** What the codec needs of a field or an extension. */
export interface FieldPlan extends ValuePlan {
  readonly number: number;
  /** As declared; the full name of an extension. */
  readonly name: string;
  /** The key in JSON that Byteglass writes; `[full.name]` for an extension. */
  readonly jsonName: string;
  /** True when the JSON name needs no escapes. */
  readonly isPlain: boolean;
  /** The JSON name with quotes, in UTF-8. */
  readonly keyBytes: Uint8Array;
  /** How many bytes longer that is than in UTF-16 units. */
  readonly keyExtraBytes: number;
  /** `.proto` type: `int32`, `pkg.Message`, `map<string, int32>`. */
  readonly typeText: string;
  /** The tag of one unpacked value, of a packed list where the list is packed. */
  readonly tag: number;
  readonly cardinality: Cardinality;
  /** True when items are written packed. */
  readonly isPacked: boolean;
  /** True when a zero value is not written. */
  readonly isImplicit: boolean;
  readonly isRequired: boolean;
  /** Index into the message's oneofs, or -1. */
  readonly oneof: number;
  /** Place among the message's fields in the order of field numbers; `EXTENSION_SLOT + number` for extensions. */
  readonly slot: number;
  /** The kind of a map's keys, 0 where the field is no map. */
  readonly mapKey: Kind | 0;
  /** A bit (`1 << wireType`) for each wire type in which records of this field may come. */
  readonly wireTypes: number;
  /** True for an extension of a message set: its message comes in an item (`wire/message-set.ts`). */
  readonly isSetItem: boolean;
  /** The plan of a map's entries: field 1 is the key, field 2 the value. */
  readonly entry: MessagePlan | undefined;
}

/** Extensions come after a message's own fields when it is written, in the order of their numbers. */
export const EXTENSION_SLOT = 1_048_576;

/** Compiles a field. `jsonName` is what its message chose, free of conflicts; `oneof` is the index of its oneof or -1. */
export function compileField(
  desc: DescField | DescExtension,
  jsonName: string,
  slot: number,
  oneof: number,
): FieldPlan {
  const kind = kindOf(desc);
  const isPacked = desc.fieldKind === "list" && desc.packed && isPackable(kind);
  const wireType = desc.fieldKind === "map" ? WIRE_LEN : wireTypeOf(kind);
  return {
    number: desc.number,
    name: desc.kind === "extension" ? desc.typeName : desc.name,
    jsonName,
    isPlain: isPlainName(jsonName),
    keyBytes: encodeKeyBytes(jsonName),
    keyExtraBytes: keyExtraBytes(jsonName),
    typeText: typeTextOf(desc),
    valueTypeText: valueTypeTextOf(desc),
    lengthRoom: 1,
    tag: ((desc.number << 3) | (isPacked ? WIRE_LEN : wireType)) >>> 0,
    kind,
    wireType: wireTypeOf(kind),
    enumeration: desc.enum === undefined ? undefined : enumPlanOf(desc.enum),
    message: messageResolver(desc.message),
    validatesUtf8: desc.utf8Validation,
    cardinality: desc.fieldKind === "list" ? LIST : desc.fieldKind === "map" ? MAP : SINGULAR,
    isPacked,
    isImplicit: hasImplicitPresence(desc),
    isRequired: desc.presence === LEGACY_REQUIRED,
    oneof,
    slot,
    mapKey: desc.fieldKind === "map" ? (desc.mapKey as Kind) : 0,
    wireTypes: (1 << wireType) | (desc.fieldKind === "list" && isPackable(kind) ? 1 << WIRE_LEN : 0),
    isSetItem: desc.kind === "extension" && isMessageSet(desc.extendee) && kind === MESSAGE,
    entry: desc.fieldKind === "map" ? compileEntry(desc) : undefined,
  };
}

/** The entry message of a map, whose descriptor protobuf-es does not keep. */
function compileEntry(desc: DescField & { readonly fieldKind: "map" }): MessagePlan {
  const kind = kindOf(desc);
  const key = entryField("key", 1, desc.mapKey as Kind, desc, undefined);
  const value = entryField("value", 2, kind, desc, desc.message);
  return {
    desc: desc.parent,
    typeName: `${desc.parent.typeName}.${desc.name}`,
    wellKnown: ORDINARY,
    fields: [key, value],
    slotOfNumber: Uint16Array.of(0, 1, 2),
    byNumber: new Map(),
    byName: new Map(),
    oneofs: [],
    required: [],
    isExtensible: false,
    isMessageSet: false,
  };
}

function entryField(
  name: string,
  number: number,
  kind: Kind,
  map: DescField,
  message: DescMessage | undefined,
): FieldPlan {
  const isKey = number === 1;
  const typeText = isKey ? kindName(kind) : valueTypeTextOf(map);
  return {
    number,
    name,
    jsonName: name,
    isPlain: true,
    keyBytes: encodeKeyBytes(name),
    keyExtraBytes: 0,
    typeText,
    valueTypeText: typeText,
    lengthRoom: 1,
    tag: (number << 3) | wireTypeOf(kind),
    kind,
    wireType: wireTypeOf(kind),
    enumeration: isKey || map.enum === undefined ? undefined : enumPlanOf(map.enum),
    message: messageResolver(message),
    validatesUtf8: map.utf8Validation,
    cardinality: SINGULAR,
    isPacked: false,
    isImplicit: false,
    isRequired: false,
    oneof: -1,
    slot: number - 1,
    mapKey: 0,
    wireTypes: 1 << wireTypeOf(kind),
    isSetItem: false,
    entry: undefined,
  };
}

/** True for a message with the option `message_set_wire_format`. */
export function isMessageSet(desc: DescMessage): boolean {
  return desc.proto.options?.messageSetWireFormat === true;
}

/** The JSON name of a field as its descriptor says, or as protoc would have set it. */
export function jsonNameOf(desc: DescField): string {
  return desc.jsonName === "" ? defaultJsonName(desc.name) : desc.jsonName;
}

function hasImplicitPresence(desc: DescField | DescExtension): boolean {
  if (desc.fieldKind !== "scalar" && desc.fieldKind !== "enum") return false;
  return desc.kind === "field" && desc.oneof === undefined && desc.presence === IMPLICIT_PRESENCE;
}

function kindOf(desc: DescField | DescExtension): Kind {
  if (desc.message !== undefined) {
    return desc.fieldKind !== "map" && desc.delimitedEncoding ? GROUP : MESSAGE;
  }
  return desc.enum === undefined ? (desc.scalar as Kind) : ENUM;
}

function messageResolver(desc: DescMessage | undefined): () => MessagePlan {
  let plan: MessagePlan | undefined;
  return () => {
    if (plan === undefined) {
      if (desc === undefined) throw new TypeError("a scalar has no message plan");
      plan = messagePlanOf(desc);
    }
    return plan;
  };
}

function typeTextOf(desc: DescField | DescExtension): string {
  const value = valueTypeTextOf(desc);
  if (desc.fieldKind === "map") return `map<${scalarName(desc.mapKey)}, ${value}>`;
  return desc.fieldKind === "list" ? `repeated ${value}` : value;
}

function valueTypeTextOf(desc: DescField | DescExtension): string {
  return (desc.message ?? desc.enum)?.typeName ?? scalarName(desc.scalar);
}

function scalarName(scalar: number | undefined): string {
  return scalar === undefined ? "message" : kindName(scalar as Kind);
}
