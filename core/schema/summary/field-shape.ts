import type { DescField } from "@bufbuild/protobuf";
import type { FieldShape } from "../../contract/views.ts";
import { scalarName } from "../scalar-name.ts";

/** What a field can hold, for a face that offers controls for it. The oneof of an `optional` field is none. */
export function fieldShape(field: DescField): FieldShape {
  const type = field.message !== undefined ? "message" : field.enum !== undefined ? "enum" : undefined;
  return {
    cardinality: field.fieldKind === "list" || field.fieldKind === "map" ? field.fieldKind : "single",
    type: type ?? scalarName(field.scalar),
    ...(field.fieldKind === "map" && { key: scalarName(field.mapKey) }),
    ...(field.oneof !== undefined && { oneof: field.oneof.name }),
  };
}
