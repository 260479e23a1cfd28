const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base64 with padding (RFC 4648, section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 3) {
    const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const left = bytes.length - at;
    parts.push(
      ALPHABET.charAt(bits >> 18) + ALPHABET.charAt((bits >> 12) & 63),
      left > 1 ? ALPHABET.charAt((bits >> 6) & 63) : "=",
      left > 2 ? ALPHABET.charAt(bits & 63) : "=",
    );
  }
  return parts.join("");
}
