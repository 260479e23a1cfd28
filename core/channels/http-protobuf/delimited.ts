/** Messages one behind the other, each after its length as a varint (`writeDelimitedTo` of the libraries). Pure. */

/** Whole messages, and what is left behind the last one. */
export interface Delimited {
  readonly messages: readonly Uint8Array[];
  readonly rest: Uint8Array;
}

/** Splits a body. A length of more than five bytes, or beyond the end, stops it. */
export function splitDelimited(bytes: Uint8Array): Delimited {
  const messages: Uint8Array[] = [];
  let offset = 0;
  while (offset < bytes.length) {
    const length = readLength(bytes, offset);
    if (length === undefined || length.end + length.value > bytes.length) break;
    messages.push(bytes.subarray(length.end, length.end + length.value));
    offset = length.end + length.value;
  }
  return { messages, rest: bytes.subarray(offset) };
}

function readLength(
  bytes: Uint8Array,
  start: number,
): { readonly value: number; readonly end: number } | undefined {
  let value = 0;
  for (let index = 0; index < 5; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return undefined;
}
