import { ScalarType } from "@bufbuild/protobuf";
import { fieldNumberOf, type RecordTable, readHeader, wireTypeOf } from "../records.ts";
import { formatScalar } from "../scalar.ts";
import type { FieldShape } from "./shape.ts";

/** Bytes of a key that are read; longer keys are told apart by these and their length. */
const LONGEST_KEY = 4096;

/** The key of a map entry as a JSON string: that of the last key field in it, or the default of its type. */
export function mapKeyText(table: RecordTable, entry: number, key: FieldShape): string {
  const { records } = table;
  const end = records.next[entry] ?? 0;
  let text: string | undefined;
  for (let at = entry + 1; at < end; at = records.next[at] ?? end) {
    if (fieldNumberOf(table, at) !== 1 || wireTypeOf(table, at) !== key.wireType) continue;
    const { body } = readHeader(table, at);
    text = keyText(table.bytes, body.start, body.end, key);
  }
  return JSON.stringify(text ?? keyText(table.bytes, 0, 0, key));
}

function keyText(bytes: Uint8Array, start: number, end: number, key: FieldShape): string {
  if (key.scalar === undefined) return "";
  if (key.scalar !== ScalarType.STRING) return formatScalar(bytes, { start, end }, key.scalar);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const text = decoder.decode(bytes.subarray(start, Math.min(end, start + LONGEST_KEY)));
  return end - start > LONGEST_KEY ? `${text}… ${end - start} bytes` : text;
}
