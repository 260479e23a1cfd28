/** Small bodies that would grow to gigabytes. */
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";

const ZEROS = Buffer.alloc(50_000_000);
/** Bytes of a repeated block of zstd at most (RFC 8878, 3.1.1.2.3). */
const BLOCK = 131_072;

/** A frame of zstd that repeats one byte `blocks` times 128 KiB; four bytes of input a block. */
export function zstdBomb(blocks: number): Uint8Array {
  const body = Array.from({ length: blocks }, (_, index) => repeatedBlock(BLOCK, index === blocks - 1));
  // A window of 128 KiB, no checksum, no size.
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 7 << 3, ...body.flat()]);
}

/** A frame of zstd whose header asks for a window, or promises a size, that no memory has. */
export function zstdOfSize(kind: "window" | "size"): Uint8Array {
  const header = kind === "window" ? [0x00, 31 << 3] : [0xe0, 0, 0, 0, 0, 0, 0, 0, 0x10];
  return Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, ...header, ...repeatedBlock(4, true)]);
}

function repeatedBlock(size: number, isLast: boolean): readonly number[] {
  const header = (size << 3) | (1 << 1) | (isLast ? 1 : 0);
  return [header & 0xff, (header >> 8) & 0xff, (header >> 16) & 0xff, 0];
}

/** One of each compression, by the name that headers give it. */
export const BOMBS: Readonly<Record<"gzip" | "deflate" | "br" | "zstd", Uint8Array>> = {
  gzip: gzipSync(ZEROS),
  deflate: deflateSync(ZEROS),
  br: brotliCompressSync(ZEROS),
  zstd: zstdBomb(20_000),
};
