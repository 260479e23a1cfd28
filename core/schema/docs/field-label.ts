import type { DescEnum, DescExtension, DescField, DescMessage } from "@bufbuild/protobuf";
import type { TypeReference } from "../../contract/schema.ts";
import { scalarName } from "../scalar-name.ts";

/** The type of a field, map values for maps, with the symbol of what it links to. */
export function fieldType(field: DescField | DescExtension): TypeReference {
  const declared: DescMessage | DescEnum | undefined = field.message ?? field.enum;
  if (declared !== undefined) return { text: declared.typeName, symbol: declared.typeName };
  return { text: scalarName(field.scalar) };
}

/** What stands before the type: `repeated`, `map<string, …>`, `required`, or `optional` where it is written. */
export function fieldLabel(field: DescField | DescExtension): string {
  switch (field.fieldKind) {
    case "list":
      return "repeated";
    case "map":
      return `map<${scalarName(field.mapKey)}, …>`;
    default:
      return field.proto.label === 2 ? "required" : field.proto.proto3Optional ? "optional" : "";
  }
}
