import { eachField } from "./fields.ts";
import { ENUM, ENUM_VALUE, EXTENSION_RANGE, FIELD, FILE, MESSAGE, METHOD, ONEOF, SERVICE } from "./tags.ts";

/** A message of descriptor.proto by the tags of its fields that hold messages. */
interface Shape {
  readonly [tag: number]: Shape;
}

const options: Shape = {};
const field: Shape = { [FIELD.options]: options };
const enumeration: Shape = {
  [ENUM.value]: { [ENUM_VALUE.options]: options },
  [ENUM.options]: options,
  [ENUM.reservedRange]: {},
};
const service: Shape = { [SERVICE.method]: { [METHOD.options]: options }, [SERVICE.options]: options };
const message: { [tag: number]: Shape } = {
  [MESSAGE.field]: field,
  [MESSAGE.enum]: enumeration,
  [MESSAGE.extensionRange]: { [EXTENSION_RANGE.options]: options },
  [MESSAGE.extension]: field,
  [MESSAGE.options]: options,
  [MESSAGE.oneof]: { [ONEOF.options]: options },
};
message[MESSAGE.message] = message;
const file: Shape = {
  [FILE.message]: message,
  [FILE.enum]: enumeration,
  [FILE.service]: service,
  [FILE.extension]: field,
  [FILE.options]: options,
};

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
    const inner = shape[tag];
    if (inner === undefined || depth > maxDepth) return false;
    total += count(reader.bytes(), inner, max - total, depth + 1);
    return true;
  });
  return total;
}
