import { MAXIMUM_FIELD_NUMBER, MAXIMUM_TAG_LENGTH, WireType } from "../wire/tag.ts";
import { varintLength, varintToNumber } from "../wire/varint.ts";

/** Records that are looked at: what is expected to be a message need not be read twice. */
const CHECKED_RECORDS = 16;

/** Whether the first records of a body can be read, without weighing them. Groups are left to a closer look. */
export function beginsAsMessage(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  for (let record = 0; record < CHECKED_RECORDS && at < end; record++) {
    at = recordEnd(bytes, at, end);
    if (at < 0) return false;
  }
  return true;
}

/** Where a record ends, or -1 when it does not end inside the body. */
function recordEnd(bytes: Uint8Array, start: number, end: number): number {
  const first = bytes[start] ?? 0;
  let value = start + 1;
  if (first >= 0x80 || first < 8) {
    const length = varintLength(bytes, start, end);
    if (length === 0 || length > MAXIMUM_TAG_LENGTH) return -1;
    const number = Math.floor(varintToNumber(bytes, start, length) / 8);
    if (number === 0 || number > MAXIMUM_FIELD_NUMBER) return -1;
    value = start + length;
  }
  const wireType = first & 7;
  if (wireType === WireType.varint) {
    if (value < end && (bytes[value] ?? 0) < 0x80) return value + 1;
    const length = varintLength(bytes, value, end);
    return length === 0 ? -1 : value + length;
  }
  if (wireType === WireType.length) {
    const length = varintLength(bytes, value, end);
    if (length === 0) return -1;
    const stop = value + length + varintToNumber(bytes, value, length);
    return stop > end ? -1 : stop;
  }
  if (wireType !== WireType.fixed32 && wireType !== WireType.fixed64) return -1;
  const stop = value + (wireType === WireType.fixed32 ? 4 : 8);
  return stop > end ? -1 : stop;
}
