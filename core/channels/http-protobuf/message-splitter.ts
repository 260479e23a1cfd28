/** Messages one behind the other, each after its length, out of chunks of a body. Pure. */
import { concatBytes } from "../../wire/concat-bytes.ts";

/** `varint` is what `writeDelimitedTo` of the libraries writes; `four-bytes` is big-endian. */
export type LengthForm = "varint" | "four-bytes";

/** What reading stopped at; `byteLength` is what a message claims. */
export type SplitFault =
  | { readonly kind: "too-large"; readonly byteLength: number }
  | { readonly kind: "bad-length" };

/** A length of protobuf fits in five bytes. */
const VARINT_BOUND = 5;

/** Reads messages in chunks of any size. After a fault nothing more is read. */
export class MessageSplitter {
  readonly #form: LengthForm;
  readonly #limit: number;
  #chunks: Uint8Array[] = [];
  #byteLength = 0;
  /** Bytes that are needed to go on: a length is looked for only when there is more than before. */
  #needed = 1;
  #fault: SplitFault | undefined;

  /** `limit` bounds one message, in bytes. */
  constructor(form: LengthForm, limit: number) {
    this.#form = form;
    this.#limit = limit;
  }

  get fault(): SplitFault | undefined {
    return this.#fault;
  }

  /** The bytes behind the last whole message. */
  unfinished(): Uint8Array {
    return concatBytes(this.#chunks);
  }

  /** The messages that this chunk completes. */
  read(chunk: Uint8Array): readonly Uint8Array[] {
    if (this.#fault !== undefined) return [];
    this.#chunks.push(chunk);
    this.#byteLength += chunk.length;
    if (this.#byteLength < this.#needed) return [];
    const bytes = concatBytes(this.#chunks);
    const messages: Uint8Array[] = [];
    let offset = 0;
    for (;;) {
      const length = this.#form === "varint" ? readVarint(bytes, offset) : readFourBytes(bytes, offset);
      this.#needed = 1 + bytes.length - offset;
      if (length === "unfinished") break;
      if (length === "bad") this.#fault = { kind: "bad-length" };
      else if (length.value > this.#limit) this.#fault = { kind: "too-large", byteLength: length.value };
      if (length === "bad" || this.#fault !== undefined) break;
      const end = length.end + length.value;
      this.#needed = end - offset;
      if (end > bytes.length) break;
      messages.push(bytes.slice(length.end, end));
      offset = end;
    }
    const rest = bytes.subarray(offset);
    this.#chunks = rest.length === 0 ? [] : [rest];
    this.#byteLength = rest.length;
    return messages;
  }
}

/** A message behind its length. */
export function withLength(message: Uint8Array, form: LengthForm): Uint8Array {
  const length = form === "varint" ? varintOf(message.length) : fourBytesOf(message.length);
  const bytes = new Uint8Array(length.length + message.length);
  bytes.set(length);
  bytes.set(message, length.length);
  return bytes;
}

interface Length {
  readonly value: number;
  /** Where the message begins. */
  readonly end: number;
}

function readVarint(bytes: Uint8Array, start: number): Length | "unfinished" | "bad" {
  let value = 0;
  for (let index = 0; index < VARINT_BOUND; index++) {
    const byte = bytes[start + index];
    if (byte === undefined) return "unfinished";
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return { value, end: start + index + 1 };
  }
  return "bad";
}

function readFourBytes(bytes: Uint8Array, start: number): Length | "unfinished" {
  const end = start + 4;
  if (end > bytes.length) return "unfinished";
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(start, end);
  return { value: a * 0x100_0000 + b * 0x1_0000 + c * 0x100 + d, end };
}

function varintOf(value: number): readonly number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 0x80)) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest % 0x80) | 0x80);
  }
}

function fourBytesOf(value: number): readonly number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}
