/** A body that is compressed as a whole, as `Content-Encoding` says (RFC 9110, 8.4). */
import type { Compression } from "../../contract/call-options.ts";
import { ByteglassError } from "../../error.ts";

/**
 * Throws `usage` for a stream with deflate: each message is compressed by itself, and only gzip may be a row of parts
 * (RFC 1952, 2.2).
 */
export function checkStreamCompression(name: string, compression: Compression): void {
  if (compression !== "deflate") return;
  throw new ByteglassError("usage", `A stream of ${name} cannot be compressed with deflate.`, {
    hint: "Choose gzip (--compress gzip), whose parts may follow one another, or none.",
  });
}
