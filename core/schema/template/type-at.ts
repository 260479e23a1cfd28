import type { DescField, DescMessage } from "@bufbuild/protobuf";
import { findMessage } from "../find.ts";
import type { SchemaPool } from "../pool/pool.ts";

/**
 * The message type of the object at a JSON path (`inputs[0].labels.cat`) inside a body; undefined where the path leads to
 * something else. Names may be those of JSON or of the source; the part after a map is its key, whatever it is.
 */
export function typeAt(pool: SchemaPool, typeName: string, path: string): DescMessage | undefined {
  let message: DescMessage | undefined = findMessage(pool, typeName);
  let map: DescField | undefined;
  for (const part of path.split(".").filter((one) => one !== "")) {
    if (map !== undefined) {
      message = map.message;
      map = undefined;
      continue;
    }
    const name = part.replace(/(\[\d*\])+$/, "");
    const field: DescField | undefined = message?.fields.find(
      (one) => one.jsonName === name || one.name === name,
    );
    if (field === undefined) return undefined;
    if (field.fieldKind === "map") map = field;
    else message = field.message;
  }
  return map === undefined ? message : undefined;
}
