/** Bodies and messages out of their compression, with a bound on what comes out. */
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";
import { codeOf, messageOf } from "../error.ts";

/** Decompressed bytes, or why there are none. */
export type Decompressed =
  | { readonly bytes: Uint8Array }
  | { readonly fault: "unknown-encoding" | "too-large" | "damaged"; readonly reason: string };

type Decoder = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Buffer>;

const DECODERS = new Map<string, Decoder>([
  ["gzip", promisify(gunzip) as Decoder],
  ["x-gzip", promisify(gunzip) as Decoder],
  ["br", promisify(brotliDecompress) as Decoder],
  ["deflate", inflateEither],
  ["zlib", inflateEither],
  ["zstd", zstd],
]);

/** Undoes `encoding` (gzip, deflate, zlib, br, zstd). `limit` bounds the result in bytes: a bomb is stopped, not unpacked. */
export async function decompress(bytes: Uint8Array, encoding: string, limit: number): Promise<Decompressed> {
  const decode = DECODERS.get(encoding.toLowerCase());
  if (decode === undefined) return { fault: "unknown-encoding", reason: encoding };
  try {
    const output = await decode(bytes, { maxOutputLength: Math.max(1, limit) });
    return { bytes: new Uint8Array(output.buffer, output.byteOffset, output.length) };
  } catch (error) {
    const reason = messageOf(error);
    const code = codeOf(error);
    return { fault: code === "ERR_BUFFER_TOO_LARGE" ? "too-large" : "damaged", reason };
  }
}

/** Loaded when it is needed. */
async function zstd(bytes: Uint8Array, options: { readonly maxOutputLength: number }): Promise<Buffer> {
  const { decompressZstd } = await import("./decompress-zstd.ts");
  return Buffer.from(decompressZstd(bytes, options.maxOutputLength).buffer);
}

/** `deflate` names the zlib format (RFC 9110), yet some servers send a bare stream. */
async function inflateEither(
  bytes: Uint8Array,
  options: { readonly maxOutputLength: number },
): Promise<Buffer> {
  const hasZlibHeader =
    ((bytes[0] ?? 0) & 0x0f) === 8 && (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) % 31 === 0;
  return promisify(hasZlibHeader ? inflate : inflateRaw)(bytes, options);
}
