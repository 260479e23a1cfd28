/** zstd (RFC 8878), which Node cannot undo before version 22: by `fzstd`, with a bound on memory and on what comes out. */
import { Decompress } from "fzstd";
import { concatBytes } from "../wire/concat-bytes.ts";

const MAGIC = 0xfd2f_b528;
/** Compressed bytes that are handed over at a time: what comes out is counted after each. */
const CHUNK = 65_536;

/** Thrown when more than the limit would come out; its code is that of Node's own decoders. */
class TooLarge extends Error {
  readonly code = "ERR_BUFFER_TOO_LARGE";
}

/** Undoes zstd. Throws for damaged bytes, and when window or result are above `limit` bytes. */
export function decompressZstd(bytes: Uint8Array, limit: number): Uint8Array {
  if (windowLength(bytes) > limit) throw new TooLarge(`The result would have more than ${limit} bytes.`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream = new Decompress((chunk) => {
    length += chunk.length;
    if (length > limit) throw new TooLarge(`The result has more than ${limit} bytes.`);
    chunks.push(chunk.slice());
  });
  for (let at = 0; at < bytes.length; at += CHUNK) {
    stream.push(bytes.subarray(at, at + CHUNK), at + CHUNK >= bytes.length);
  }
  return concatBytes(chunks);
}

/** Bytes of memory that the first frame asks for, read from its header before anything is allocated. */
function windowLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 6 || view.getUint32(0, true) !== MAGIC) return 0;
  const flags = bytes[4] ?? 0;
  const isSingleSegment = (flags & 0x20) !== 0;
  if (!isSingleSegment) {
    const descriptor = bytes[5] ?? 0;
    const base = 2 ** (10 + (descriptor >> 3));
    return base + (base / 8) * (descriptor & 7);
  }
  const dictionary = [0, 1, 2, 4][flags & 3] ?? 0;
  const sizeAt = 5 + dictionary;
  const sizeLength = [1, 2, 4, 8][flags >> 6] ?? 1;
  let size = 0;
  for (let index = sizeLength - 1; index >= 0; index--) size = size * 256 + (bytes[sizeAt + index] ?? 0);
  return size;
}
