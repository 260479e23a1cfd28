/** The field that a path of a difference names. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";

/** A field and the message that it stands in. */
export interface FieldPlace {
  readonly field: DescField;
  readonly parent: DescMessage;
}

/** Follows `outputs[0].notes["a.b"].text`; undefined where the path leaves what the schema knows. */
export function fieldAt(type: DescMessage, path: string): FieldPlace | undefined {
  const names = path
    .replace(/\["(?:[^"\\]|\\.)*"\]|\[-?\w+\]/g, "")
    .split(".")
    .filter((name) => name !== "");
  let parent: DescMessage | undefined = type;
  let place: FieldPlace | undefined;
  for (const name of names) {
    // An entry of a map has its value by this name; its message goes on below.
    if (place?.field.fieldKind === "map" && name === "value") continue;
    const field: DescField | undefined =
      parent?.fields.find((one) => one.jsonName === name) ?? parent?.fields.find((one) => one.name === name);
    if (parent === undefined || field === undefined) return undefined;
    place = { field, parent };
    parent = field.message;
  }
  return place;
}
