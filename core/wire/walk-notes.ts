/** What is doubtful about a record that a walker has just read, as marks. Offsets are absolute; `row` is the record's. */
import type { FrameHeader } from "./frame-format.ts";
import type { MarkList } from "./marks.ts";
import { exactFieldNumber } from "./records.ts";
import { MAXIMUM_FIELD_NUMBER, MAXIMUM_TAG_LENGTH } from "./tag.ts";
import { MAXIMUM_VARINT_LENGTH, overhangOf, readVarint } from "./varint.ts";

/** The longest body that implementations take, in bytes. */
const LARGEST_LENGTH = 2_147_483_647;

/** A frame that reaches to `end`. True when less is there than its header says. */
export function noteFrame(
  marks: MarkList,
  row: number,
  start: number,
  end: number,
  { payloadStart, length, doubts, role }: FrameHeader,
): boolean {
  for (const doubt of doubts) marks.add(doubt.code, row, doubt.start, doubt.end, doubt.values);
  const missing = payloadStart + length - end;
  if (missing > 0)
    marks.add("frame-truncated", row, payloadStart, end, [missing, length, end - payloadStart]);
  else if (length === 0 && role === "message") marks.add("frame-empty", row, start, end);
  return missing > 0;
}

/** A tag with a field number. True when parsers would refuse it. */
export function noteTag(
  marks: MarkList,
  row: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  number: number,
): boolean {
  const isTooLarge = number > MAXIMUM_FIELD_NUMBER;
  if (isTooLarge) {
    const exact = exactFieldNumber(bytes, start, end);
    marks.add("field-number-too-large", row, start, end, [exact, BigInt.asUintN(29, exact)]);
  }
  if (number >= 19_000 && number <= 19_999) marks.add("reserved-range", row, start, end, [number]);
  const length = end - start;
  const overhang = overhangOf(bytes, start, length);
  if (overhang > 0) marks.add("tag-overlong", row, start, end, [overhang, length]);
  return isTooLarge || (overhang > 0 && length > MAXIMUM_TAG_LENGTH);
}

/** A varint of `length` bytes that could be read. */
export function noteVarint(
  marks: MarkList,
  row: number,
  bytes: Uint8Array,
  start: number,
  length: number,
  code: "varint-overlong" | "length-overlong",
): void {
  const overhang = overhangOf(bytes, start, length);
  if (overhang > 0) marks.add(code, row, start, start + length, [overhang]);
  if (length === MAXIMUM_VARINT_LENGTH && (bytes[start + 9] ?? 0) > 1) {
    marks.add("varint-overflow", row, start, start + length);
  }
}

/** A varint of more bytes than one can have; it ends at `limit` at the latest. */
export function noteTooLong(
  marks: MarkList,
  row: number,
  bytes: Uint8Array,
  start: number,
  limit: number,
): void {
  let end = start;
  while (end < limit && (bytes[end] ?? 0) >= 0x80) end++;
  if (end < limit) end++;
  marks.add("varint-too-long", row, start, end, [end - start]);
}

/** A body that its length prefix, at `prefix`, says to have `said` bytes, more than there are up to `limit`. */
export function noteClipped(
  marks: MarkList,
  row: number,
  bytes: Uint8Array,
  {
    prefix,
    body,
    said,
    limit,
  }: { readonly prefix: number; readonly body: number; readonly said: number; readonly limit: number },
): void {
  const exact = readVarint(bytes, prefix, body)?.value ?? 0n;
  const here = limit - body;
  if (said > LARGEST_LENGTH) marks.add("length-over-2GiB", row, prefix, body, [exact]);
  const code = body + said <= bytes.length ? "length-exceeds-parent" : "truncated-payload";
  marks.add(code, row, prefix, limit, [exact - BigInt(here), exact, here]);
}
