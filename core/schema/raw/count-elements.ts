import { eachField } from "./fields.ts";

/** A message of descriptor.proto by the numbers of its fields that hold messages. */
interface Shape {
  readonly [fieldNumber: number]: Shape;
}

const options: Shape = {};
const field: Shape = { 8: options };
const range: Shape = { 3: options };
const enumeration: Shape = { 2: range, 3: options, 4: options };
const service: Shape = { 2: { 4: options }, 3: options };
const message: { [fieldNumber: number]: Shape } = {
  2: field,
  4: enumeration,
  5: range,
  6: field,
  7: options,
  8: { 2: options },
};
message[3] = message;
const file: Shape = { 4: message, 5: enumeration, 6: service, 7: field, 8: options };

/**
 * How many fields a serialized `FileDescriptorProto` has in all its messages, source info aside: a measure of what
 * decoding it will cost. Counts to `max` + 1 at most; never throws.
 */
export function countElements(bytes: Uint8Array, max: number): number {
  return count(bytes, file, max, 0);
}

/** Deeper messages are refused by the decoder. */
const maxDepth = 128;

function count(bytes: Uint8Array, shape: Shape, max: number, depth: number): number {
  let total = 0;
  eachField(bytes, (tag, reader) => {
    total += 1;
    if (total > max) {
      reader.pos = reader.len;
      return true;
    }
    const inner = (tag & 7) === 2 ? shape[tag >>> 3] : undefined;
    if (inner === undefined || depth > maxDepth) return false;
    total += count(reader.bytes(), inner, max - total, depth + 1);
    return true;
  });
  return total;
}
