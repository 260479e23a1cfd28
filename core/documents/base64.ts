const ALPHABET = new TextEncoder().encode("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
const PADDING = 0x3d;

const decoder = new TextDecoder();

/** Base64 with padding (RFC 4648, section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3)).fill(PADDING);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const left = bytes.length - at;
    text[to] = ALPHABET[bits >> 18] ?? 0;
    text[to + 1] = ALPHABET[(bits >> 12) & 63] ?? 0;
    if (left > 1) text[to + 2] = ALPHABET[(bits >> 6) & 63] ?? 0;
    if (left > 2) text[to + 3] = ALPHABET[bits & 63] ?? 0;
    to += 4;
  }
  return decoder.decode(text);
}
