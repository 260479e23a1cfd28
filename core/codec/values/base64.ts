/** Flags beside the six bits of a character: it belongs to one alphabet only, or to none. */
const STANDARD_ONLY = 0x40;
const URL_ONLY = 0x80;
const FOREIGN = 0x100;

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const digits = new Uint8Array(64);
const values = new Uint16Array(128).fill(FOREIGN);
for (let index = 0; index < 64; index += 1) {
  digits[index] = ALPHABET.charCodeAt(index);
  values[ALPHABET.charCodeAt(index)] = index < 62 ? index : index | STANDARD_ONLY;
}
values[0x2d] = 62 | URL_ONLY;
values[0x5f] = 63 | URL_ONLY;

const PADDING = 0x3d;

/** The two characters of twelve bits, in the machine's own order of bytes. */
const pairs = new Uint16Array(4096);
const pairDigits = new Uint8Array(pairs.buffer);
for (let index = 0; index < 4096; index += 1) {
  pairDigits[2 * index] = digits[index >> 6] ?? 0;
  pairDigits[2 * index + 1] = digits[index & 63] ?? 0;
}
/** Bytes that are encoded at a time: what comes of them stays in the nearest cache. */
const BLOCK = 12_288;
const blockPairs = new Uint16Array((BLOCK / 3) * 2);
const blockDigits = new Uint8Array(blockPairs.buffer);

/** Where base64 data ends in a text span, without its padding; -1 when the padding is wrong or a character is missing. */
export function base64End(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && end - last < 2 && text.charCodeAt(last - 1) === PADDING) last -= 1;
  if (last !== end && (end - start) % 4 !== 0) return -1;
  return (last - start) % 4 === 1 ? -1 : last;
}

/** How many bytes a number of base64 characters (without padding) holds. */
export function base64ByteLength(characters: number): number {
  return Math.floor((characters * 3) / 4);
}

/**
 * Decodes base64 or base64url (RFC 4648, one alphabet in one text) without its padding into a buffer that has room.
 * Answers false when a character belongs to neither alphabet or the two are mixed.
 */
export function decodeBase64(
  text: string,
  start: number,
  end: number,
  buffer: Uint8Array,
  offset: number,
): boolean {
  let at = start;
  let out = offset;
  let flags = 0;
  for (; at + 4 <= end; at += 4) {
    const a = values[text.charCodeAt(at)] ?? FOREIGN;
    const b = values[text.charCodeAt(at + 1)] ?? FOREIGN;
    const c = values[text.charCodeAt(at + 2)] ?? FOREIGN;
    const d = values[text.charCodeAt(at + 3)] ?? FOREIGN;
    flags |= a | b | c | d;
    const bits = ((a & 63) << 18) | ((b & 63) << 12) | ((c & 63) << 6) | (d & 63);
    buffer[out] = bits >>> 16;
    buffer[out + 1] = bits >>> 8;
    buffer[out + 2] = bits;
    out += 3;
  }
  let bits = 0;
  for (let index = at; index < end; index += 1) {
    const value = values[text.charCodeAt(index)] ?? FOREIGN;
    flags |= value;
    bits |= (value & 63) << (18 - 6 * (index - at));
  }
  if (end - at >= 2) buffer[out] = bits >>> 16;
  if (end - at === 3) buffer[out + 1] = bits >>> 8;
  return flags < FOREIGN && (flags & (STANDARD_ONLY | URL_ONLY)) !== (STANDARD_ONLY | URL_ONLY);
}

/** True when the last character of base64 data (without padding) has bits that are part of no byte. */
export function hasLooseBits(text: string, start: number, end: number): boolean {
  const rest = (end - start) % 4;
  const value = values[text.charCodeAt(end - 1)] ?? 0;
  return rest === 2 ? (value & 15) !== 0 : rest === 3 && (value & 3) !== 0;
}

/** Offset of the first character that is in neither alphabet, or the end. */
export function foreignCharacter(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (values[text.charCodeAt(at)] ?? FOREIGN) < FOREIGN) at += 1;
  return at;
}

/** Writes bytes as standard base64 with padding into a buffer that has room; answers with the offset after it. */
export function encodeBase64(
  bytes: Uint8Array,
  start: number,
  end: number,
  buffer: Uint8Array,
  offset: number,
): number {
  let at = start;
  let out = offset;
  const whole = end - ((end - start) % 3);
  while (at < whole) {
    const stop = Math.min(at + BLOCK, whole);
    let pair = 0;
    for (; at < stop; at += 3) {
      const bits = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
      blockPairs[pair] = pairs[bits >>> 12] ?? 0;
      blockPairs[pair + 1] = pairs[bits & 4095] ?? 0;
      pair += 2;
    }
    buffer.set(blockDigits.subarray(0, 2 * pair), out);
    out += 2 * pair;
  }
  const rest = end - at;
  if (rest === 0) return out;
  const bits = ((bytes[at] ?? 0) << 16) | (rest === 2 ? (bytes[at + 1] ?? 0) << 8 : 0);
  buffer[out] = digits[bits >>> 18] ?? 0;
  buffer[out + 1] = digits[(bits >>> 12) & 63] ?? 0;
  buffer[out + 2] = rest === 2 ? (digits[(bits >>> 6) & 63] ?? 0) : PADDING;
  buffer[out + 3] = PADDING;
  return out + 4;
}
