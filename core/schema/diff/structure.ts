import type { FieldModel, MessageModel, ValueType } from "./model.ts";

/** `map<string, pkg.Item>`, `repeated int32`, `group pkg.Item`: a field's type as source writes it, labels of presence aside. */
export function typeText({ type, cardinality, mapKey }: FieldModel): string {
  const name = valueTypeText(type);
  if (cardinality === "map") return `map<${mapKey}, ${name}>`;
  return cardinality === "repeated" ? `repeated ${name}` : name;
}

/** A type without the label of its field. */
export function valueTypeText(type: ValueType): string {
  return type.kind === "message" && type.delimited ? `group ${type.name}` : type.name;
}

/** What a message looks like whatever it is called: two with the same text read each other's bytes and JSON. */
export function structureOf({ symbol, fields }: MessageModel): string {
  const parts = fields.map((field) => {
    const type = { ...field.type, name: field.type.name === symbol ? "" : lastPart(field.type.name) };
    return [
      field.number,
      field.name,
      field.jsonName,
      typeText({ ...field, type }),
      field.presence,
      field.oneof,
    ];
  });
  return JSON.stringify(parts);
}

/** `Item` of `pkg.Order.Item`. */
export function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}
