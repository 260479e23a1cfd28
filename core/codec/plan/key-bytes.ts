const encoder = new TextEncoder();

/** A JSON string with its quotes, escaped where JSON asks for it, in UTF-8. */
export function encodeKeyBytes(name: string): Uint8Array {
  return encoder.encode(JSON.stringify(name));
}

/** How many bytes longer a JSON string is in UTF-8 than in UTF-16 units. */
export function keyExtraBytes(name: string): number {
  return encodeKeyBytes(name).length - JSON.stringify(name).length;
}

/** True when a name can be compared with the text between two quotes as it stands. */
export function isPlainName(name: string): boolean {
  return /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/.test(name);
}
