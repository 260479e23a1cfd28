import { BACKSLASH, LOWER_U, QUOTE, ZERO } from "./characters.ts";
import type { JsonText } from "./json-text.ts";

/** How a byte is written: as it is, as a two-character escape (the letter), as `\u00xx`, or as part of a character. */
const PLAIN = 0;
const CONTROL = 1;
const BEYOND = 2;
const classes = new Uint8Array(256);
classes.fill(CONTROL, 0, 0x20);
classes.fill(BEYOND, 0x80);
for (const [byte, letter] of [
  [0x08, 0x62],
  [0x09, 0x74],
  [0x0a, 0x6e],
  [0x0c, 0x66],
  [0x0d, 0x72],
  [QUOTE, QUOTE],
  [BACKSLASH, BACKSLASH],
] as const)
  classes[byte] = letter;

const BLOCK = 4096;

/**
 * Writes UTF-8 bytes as a JSON string with its quotes. What is no UTF-8 becomes U+FFFD, one for each maximal broken
 * piece. Answers with the offset of the first such byte, or -1.
 */
export function writeUtf8String(text: JsonText, bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  let firstBad = -1;
  text.quote();
  while (at < end && !text.isFull) {
    const blockEnd = Math.min(end, at + BLOCK);
    text.reserve((blockEnd - at) * 6 + 8);
    const buffer = text.buffer;
    let length = text.length;
    while (at < blockEnd) {
      const byte = bytes[at] ?? 0;
      const kind = classes[byte] ?? 0;
      if (kind === PLAIN) {
        buffer[length] = byte;
        length += 1;
        at += 1;
      } else if (kind === BEYOND) {
        const size = characterLength(bytes, at, end);
        text.length = length;
        if (size > 0) copyCharacter(text, bytes, at, size);
        else {
          if (firstBad < 0) firstBad = at;
          writeReplacement(text);
        }
        length = text.length;
        at += Math.abs(size);
      } else {
        length = writeEscape(buffer, length, byte, kind);
        at += 1;
      }
    }
    text.length = length;
  }
  text.quote();
  return firstBad;
}

function writeEscape(buffer: Uint8Array, length: number, byte: number, kind: number): number {
  buffer[length] = BACKSLASH;
  if (kind !== CONTROL) {
    buffer[length + 1] = kind;
    return length + 2;
  }
  buffer[length + 1] = LOWER_U;
  buffer[length + 2] = ZERO;
  buffer[length + 3] = ZERO;
  buffer[length + 4] = ZERO + (byte >> 4);
  const digit = byte & 15;
  buffer[length + 5] = digit < 10 ? ZERO + digit : 0x57 + digit;
  return length + 6;
}

function copyCharacter(text: JsonText, bytes: Uint8Array, at: number, size: number): void {
  for (let index = 0; index < size; index += 1) text.buffer[text.length + index] = bytes[at + index] ?? 0;
  text.length += size;
  text.extraBytes += size === 4 ? 2 : size - 1;
}

function writeReplacement(text: JsonText): void {
  text.buffer[text.length] = 0xef;
  text.buffer[text.length + 1] = 0xbf;
  text.buffer[text.length + 2] = 0xbd;
  text.length += 3;
  text.extraBytes += 2;
}

/** Length of the character at a byte beyond ASCII, or minus the length of the broken piece that stands there. */
export function characterLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0;
  const size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  // The second byte rules out overlong forms, surrogates and numbers beyond U+10FFFF.
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  const second = at + 1 < end ? (bytes[at + 1] ?? 0) : 0;
  if (second < least || second > most) return -1;
  for (let index = 2; index < size; index += 1) {
    const next = at + index < end ? (bytes[at + index] ?? 0) : 0;
    if ((next & 0xc0) !== 0x80) return -index;
  }
  return size;
}
