import { isSound } from "../wire/soundness.ts";

/** A compression that first bytes show. */
export type Compression = "gzip" | "zlib" | "zstd";

/** What the first bytes say about compression: gzip (RFC 1952), zlib (RFC 1950) and zstd (RFC 8878) have marks. */
export function detectCompression(bytes: Uint8Array): Compression | undefined {
  const [first = 0, second = 0, third, fourth] = bytes;
  if (first === 0x1f && second === 0x8b) return "gzip";
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return "zstd";
  // The header of zlib is two bytes of which most messages could begin with some: the message reading goes first.
  const isZlib = first === 0x78 && (first * 256 + second) % 31 === 0 && (second & 0x20) === 0;
  return isZlib && bytes.length >= 8 && !isSound(bytes) ? "zlib" : undefined;
}
