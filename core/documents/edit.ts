/** One edit on the bytes of a document: values are read by the type its schema declares. */
import { ScalarType } from "@bufbuild/protobuf";
import type { BytePatch, Edit, ValueType } from "../contract/edit.ts";
import { compileEdit, type EditRefusal } from "../edit/compile.ts";
import { applyPatches } from "../edit/patch.ts";
import { repairLengths, sortPatches } from "../edit/repair.ts";
import type { Resolver } from "../wire/bind/resolve.ts";
import type { RecordTable } from "../wire/records.ts";

/** New bytes, and the patches that made them: sorted, with offsets into the bytes before. */
export interface EditedBytes {
  readonly bytes: Uint8Array;
  readonly patches: readonly BytePatch[];
}

/** Makes the edit, and with `repair` the lengths of all enclosing messages. Or says why it has no place. */
export function editBytes(
  table: RecordTable,
  resolver: Resolver,
  edit: Edit,
  repair: boolean,
): EditedBytes | EditRefusal {
  const compiled = compileEdit(table, edit, (record) => declaredType(resolver, record));
  if ("refused" in compiled) return compiled;
  const patches = repair ? repairLengths(table, compiled) : sortPatches(compiled);
  return { bytes: applyPatches(table.bytes, patches), patches };
}

/** How the text of a record's value is read; undefined where only the wire type says so, as for unknown fields. */
function declaredType(resolver: Resolver, record: number): ValueType | undefined {
  const { field } = resolver.resolve(record);
  if (field === undefined) return undefined;
  if (field.enumeration !== undefined) return "int32";
  return field.scalar === undefined ? undefined : VALUE_TYPES[field.scalar];
}

const VALUE_TYPES: Readonly<Record<ScalarType, ValueType>> = {
  [ScalarType.DOUBLE]: "double",
  [ScalarType.FLOAT]: "float",
  [ScalarType.INT64]: "int64",
  [ScalarType.UINT64]: "varint",
  [ScalarType.INT32]: "int32",
  [ScalarType.FIXED64]: "fixed64",
  [ScalarType.FIXED32]: "fixed32",
  [ScalarType.BOOL]: "bool",
  [ScalarType.STRING]: "string",
  [ScalarType.BYTES]: "base64",
  [ScalarType.UINT32]: "uint32",
  [ScalarType.SFIXED32]: "sfixed32",
  [ScalarType.SFIXED64]: "sfixed64",
  [ScalarType.SINT32]: "sint32",
  [ScalarType.SINT64]: "sint",
};
