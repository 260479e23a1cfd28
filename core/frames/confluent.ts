/** The header of Confluent's schema registry: 0, a schema id of four bytes, and the indexes of the message type. */
import type { FrameFormat, FrameHeader } from "../wire/frame-format.ts";
import { decodeZigzag, readVarint } from "../wire/varint.ts";

/** Types within types that an index list may go down. */
const MOST_INDEXES = 32;
const ID_END = 5;

/** One message after the header; the rest of the buffer is its payload. */
export const CONFLUENT: FrameFormat = {
  framing: "confluent",
  remainder: "trailing-after-frames",
  read: readConfluent,
  writeLength: () => undefined,
};

function readConfluent(bytes: Uint8Array, start: number): FrameHeader | undefined {
  if (start !== 0 || bytes[0] !== 0 || bytes.length <= ID_END) return undefined;
  const indexes = readIndexes(bytes);
  if (indexes === undefined) return undefined;
  const { end: payloadStart, list } = indexes;
  const id = new DataView(bytes.buffer, bytes.byteOffset + 1, 4).getUint32(0);
  return {
    parts: [
      { start: 0, end: 1, kind: "frame-flags" },
      { start: 1, end: ID_END, kind: "fixed32" },
      { start: ID_END, end: payloadStart, kind: "delimiter" },
    ],
    payloadStart,
    length: bytes.length - payloadStart,
    flags: 0,
    role: "message",
    compression: "",
    doubts: [{ code: "confluent-header", start: 0, end: payloadStart, values: [id, `[${list.join(", ")}]`] }],
  };
}

/** A zigzag count and that many zigzag indexes; the usual list `[0]` is the single byte 0. */
function readIndexes(
  bytes: Uint8Array,
): { readonly end: number; readonly list: readonly number[] } | undefined {
  const count = readVarint(bytes, ID_END, bytes.length);
  if (count === undefined) return undefined;
  let end = ID_END + count.byteLength;
  const length = decodeZigzag(count.value);
  if (length < 0n || length > MOST_INDEXES) return undefined;
  if (length === 0n) return { end, list: [0] };
  const list: number[] = [];
  for (let index = 0; index < length; index++) {
    const value = readVarint(bytes, end, bytes.length);
    if (value === undefined) return undefined;
    const decoded = decodeZigzag(value.value);
    if (decoded < 0n || decoded > 65_535n) return undefined;
    list.push(Number(decoded));
    end += value.byteLength;
  }
  return { end, list };
}
