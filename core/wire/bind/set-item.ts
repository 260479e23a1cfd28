import { type DescExtension, ScalarType } from "@bufbuild/protobuf";
import { Kind } from "../kinds.ts";
import { WireType } from "../tag.ts";
import type { FieldShape } from "./shape.ts";

const TYPE_ID_NUMBER = 2;
const MESSAGE_NUMBER = 3;

const SINGULAR = {
  repeated: false,
  packable: false,
  packedDeclared: false,
  enumeration: undefined,
  message: undefined,
  entry: undefined,
  oneof: undefined,
  implicit: false,
  required: false,
  deprecated: false,
  checksUtf8: false,
} as const;

/** The one field of a message set on the wire: a group for each extension. */
export const SET_ITEM_FIELD: FieldShape = {
  ...SINGULAR,
  index: 0,
  number: 1,
  label: "item",
  typeName: "message set item",
  wireType: WireType.startGroup,
  repeated: true,
  bodyKind: Kind.message,
  scalar: undefined,
};

/** The fields of the item that holds an extension: its number, and its message under the extension's name. */
export function setItemFields(extension: DescExtension): FieldShape[] {
  const typeId: FieldShape = {
    ...SINGULAR,
    index: 0,
    number: TYPE_ID_NUMBER,
    label: "typeId",
    typeName: "int32",
    wireType: WireType.varint,
    bodyKind: Kind.bytes,
    scalar: ScalarType.INT32,
  };
  const message: FieldShape = {
    ...SINGULAR,
    index: 1,
    number: MESSAGE_NUMBER,
    label: `[${extension.typeName}]`,
    typeName: extension.message?.typeName ?? "bytes",
    wireType: WireType.length,
    bodyKind: Kind.message,
    scalar: undefined,
    message: extension.message,
  };
  return [typeId, message];
}
