import { type DescMessage, fromBinary, type Message } from "@bufbuild/protobuf";
import { CallError, STATUS } from "./call-error.ts";

/** Bytes as a message; INVALID_ARGUMENT when they are none. */
function decode(type: DescMessage, bytes: Uint8Array): Message {
  try {
    return fromBinary(type, bytes);
  } catch (thrown) {
    throw new CallError(STATUS.INVALID_ARGUMENT, `The request is no ${type.typeName}: ${String(thrown)}`);
  }
}

/** A stream of bytes as messages. */
export async function* decodeAll(
  type: DescMessage,
  messages: AsyncIterable<Uint8Array>,
): AsyncIterable<Message> {
  for await (const bytes of messages) yield decode(type, bytes);
}
