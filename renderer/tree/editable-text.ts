/** The value of a record as a text that can be edited, and how that text is read again. */
import type { ValueType } from "../../core/contract/edit.ts";
import type { Selection, TreeRow } from "../../core/contract/views.ts";
import { engine } from "../engine/link.ts";
import { hexDigits } from "../hex/cells.ts";

/** A text for an input field. `type` is absent where the declared type reads it. */
export interface EditableText {
  readonly text: string;
  readonly type?: ValueType;
}

/** Values that can be edited in place, in bytes; larger ones are edited as bytes or JSON. */
const LIMIT = 64 * 1024;

const NUMBER_TYPES: Readonly<Record<string, ValueType>> = {
  float: "float",
  double: "double",
  fixed32: "fixed32",
  sfixed32: "sfixed32",
  fixed64: "fixed64",
  sfixed64: "sfixed64",
  bool: "bool",
  int32: "int32",
  int64: "int64",
  uint32: "uint32",
  uint64: "varint",
  sint32: "sint32",
  sint64: "sint",
};

/** What to edit of a row; undefined for a gap, an end tag, a group, and for values that are too large for a line. */
export async function editableText(
  documentId: string,
  row: TreeRow,
  { value }: Selection,
): Promise<EditableText | undefined> {
  switch (row.valueKind) {
    case "number":
    case "bool":
      return withType(row.value, NUMBER_TYPES[row.typeName]);
    case "enum":
      return { text: enumNumber(row.value) };
    case "gap":
      return undefined;
    case "string":
    case "bytes":
    case "list":
    case "message":
    case "none":
      if (row.wireType !== "LEN" || value.end - value.start > LIMIT) return undefined;
      return bodyText(await (await engine()).readBytes({ documentId, ...value }), row.valueKind);
  }
}

function withType(text: string, type: ValueType | undefined): EditableText {
  return type === undefined ? { text } : { text, type };
}

/** `10000` of `SUCCESS (10000)`. */
function enumNumber(value: string): string {
  return /\((-?\d+)\)$/.exec(value)?.[1] ?? value;
}

/** Text as it is where it is one; anything else as hex. */
export function bodyText(bytes: Uint8Array, kind: TreeRow["valueKind"]): EditableText {
  if (kind === "string" || kind === "none") {
    try {
      return {
        text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes),
        type: "string",
      };
    } catch {
      // Not UTF-8: its bytes can still be edited.
    }
  }
  return { text: Array.from(bytes, hexDigits).join(" "), type: "hex" };
}
