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
/** U+FFFD in UTF-8. */
const REPLACEMENT = Uint8Array.of(0xef, 0xbf, 0xbd);

/**
 * Writes UTF-8 bytes as a JSON string with its quotes. What is no UTF-8 becomes U+FFFD, one for each maximal broken
 * piece. Answers with the offset of the first such byte, or -1. `view` is a view of all of `bytes`.
 */
export function writeUtf8String(
  text: JsonText,
  bytes: Uint8Array,
  view: DataView,
  start: number,
  end: number,
): number {
  let at = start;
  let firstBad = -1;
  text.quote();
  while (at < end && !text.isFull) {
    const blockEnd = Math.min(end, at + BLOCK);
    text.reserve((blockEnd - at) * 6 + 8);
    const { buffer } = text;
    const target = text.view;
    let length = text.length;
    let extra = 0;
    while (at < blockEnd) {
      if (at + 4 <= blockEnd) {
        // Four bytes at a time; the count after it says how many of them were plain.
        const word = view.getInt32(at, true);
        target.setInt32(length, word, true);
        const plain = plainBytes(word);
        length += plain;
        at += plain;
        if (plain === 4 || at >= blockEnd) continue;
      }
      const byte = bytes[at] ?? 0;
      const kind = classes[byte] ?? 0;
      if (kind === PLAIN) {
        buffer[length] = byte;
        length += 1;
        at += 1;
        continue;
      }
      if (kind !== BEYOND) {
        length = writeEscape(buffer, length, byte, kind);
        at += 1;
      } else {
        const size = characterLength(bytes, at, end);
        if (size > 0) {
          copyCharacter(buffer, length, bytes, at, size);
          extra += size === 4 ? 2 : size - 1;
          length += size;
          at += size;
        } else {
          if (firstBad < 0) firstBad = at;
          buffer.set(REPLACEMENT, length);
          extra += 2;
          length += REPLACEMENT.length;
          at -= size;
        }
      }
    }
    text.length = length;
    text.extraBytes += extra;
  }
  text.quote();
  return firstBad;
}

/** How many of four bytes, the lowest first, come before a control character, `"`, `\\` or a byte beyond ASCII. */
function plainBytes(word: number): number {
  const quote = word ^ 0x22222222;
  const backslash = word ^ 0x5c5c5c5c;
  // A byte below n borrows when n is taken away, which sets its high bit. The lowest bit that is set is always right:
  // a borrow reaches only bytes above the one that caused it.
  const borrows =
    (word - 0x20202020) | ((quote - 0x01010101) & ~quote) | ((backslash - 0x01010101) & ~backslash);
  const unusual = (word | borrows) & 0x80808080;
  return unusual === 0 ? 4 : (31 - Math.clz32(unusual & -unusual)) >>> 3;
}

/** Copies the two to four bytes of a character. */
function copyCharacter(
  buffer: Uint8Array,
  length: number,
  bytes: Uint8Array,
  at: number,
  size: number,
): void {
  buffer[length] = bytes[at] ?? 0;
  buffer[length + 1] = bytes[at + 1] ?? 0;
  if (size > 2) buffer[length + 2] = bytes[at + 2] ?? 0;
  if (size > 3) buffer[length + 3] = bytes[at + 3] ?? 0;
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

/** Length of the character at a byte beyond ASCII, or minus the length of the broken piece that stands there. */
export function characterLength(bytes: Uint8Array, at: number, end: number): number {
  const lead = bytes[at] ?? 0;
  const second = at + 1 < end ? (bytes[at + 1] ?? 0) : 0;
  if (lead < 0xe0) return lead >= 0xc2 && (second & 0xc0) === 0x80 ? 2 : -1;
  if (lead > 0xf4) return -1;
  // The second byte rules out overlong forms, surrogates and numbers beyond U+10FFFF.
  const least = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const most = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return -1;
  if (at + 2 >= end || ((bytes[at + 2] ?? 0) & 0xc0) !== 0x80) return -2;
  if (lead < 0xf0) return 3;
  return at + 3 < end && ((bytes[at + 3] ?? 0) & 0xc0) === 0x80 ? 4 : -3;
}
