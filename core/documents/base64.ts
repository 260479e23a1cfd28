import { encodeBase64 as writeBase64 } from "../codec/values/base64.ts";

const decoder = new TextDecoder();

/** Base64 with padding (RFC 4648, section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3));
  writeBase64(bytes, 0, bytes.length, text, 0);
  return decoder.decode(text);
}
