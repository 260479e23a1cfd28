import { BACKSLASH, hexValue, LOWER_U, QUOTE, SPACE } from "../json/characters.ts";
import type { EncodeState } from "./encode-state.ts";

/**
 * Writes the JSON string at the cursor (which stands on its opening quote) as UTF-8, without a length. False when it
 * was refused: it is not closed, or has half of a surrogate pair, which UTF-8 cannot say.
 */
export function writeString(state: EncodeState): boolean {
  const { cursor, sink } = state;
  const text = cursor.text;
  const open = cursor.position;
  let at = open + 1;
  let length = sink.length;
  let buffer = sink.buffer;
  let limit = buffer.length - 4;
  for (;;) {
    if (length > limit) {
      sink.length = length;
      sink.reserve(Math.max(64, (text.length - at) >> 3));
      buffer = sink.buffer;
      limit = buffer.length - 4;
    }
    const code = text.charCodeAt(at);
    if (code < 0x80 && code !== QUOTE && code !== BACKSLASH && code >= SPACE) {
      buffer[length] = code;
      length += 1;
      at += 1;
      continue;
    }
    if (code === QUOTE) break;
    sink.length = length;
    at = writeUnusual(state, at, open);
    if (at < 0) return false;
    length = sink.length;
    buffer = sink.buffer;
    limit = buffer.length - 4;
  }
  sink.length = length;
  cursor.position = at + 1;
  return true;
}

/** Writes one escape or one character beyond ASCII; answers with the offset after it, or -1 when the string is refused. */
function writeUnusual(state: EncodeState, at: number, open: number): number {
  const { cursor, sink } = state;
  const text = cursor.text;
  const code = text.charCodeAt(at);
  if (code !== BACKSLASH && code >= 0x80 && (code & 0xf800) !== 0xd800) {
    cursor.extraBytes += code < 0x800 ? 1 : 2;
    writeCodePoint(state, code);
    return at + 1;
  }
  if (code === BACKSLASH && text.charCodeAt(at + 1) !== LOWER_U) {
    const plain = simpleEscape(text.charCodeAt(at + 1));
    if (plain < 0) return refuseString(state, open);
    sink.reserve(1);
    sink.buffer[sink.length] = plain;
    sink.length += 1;
    return at + 2;
  }
  return writeUnit(state, at, open);
}

/** Writes a `\u` escape or half of a surrogate pair, together with the other half. */
function writeUnit(state: EncodeState, at: number, open: number): number {
  const text = state.cursor.text;
  const first = unitAt(text, at);
  if (first < 0) return refuseString(state, open);
  const afterFirst = at + (text.charCodeAt(at) === BACKSLASH ? 6 : 1);
  if ((first & 0xf800) !== 0xd800) {
    writeCodePoint(state, first);
    return afterFirst;
  }
  const second = first < 0xdc00 ? unitAt(text, afterFirst) : -1;
  if (second < 0xdc00 || second > 0xdfff) return refuseSurrogate(state, at, afterFirst, open);
  const afterSecond = afterFirst + (text.charCodeAt(afterFirst) === BACKSLASH ? 6 : 1);
  state.cursor.extraBytes += afterFirst - at === 1 ? 1 : 0;
  state.cursor.extraBytes += afterSecond - afterFirst === 1 ? 1 : 0;
  writeCodePoint(state, 0x1_0000 + ((first - 0xd800) << 10) + (second - 0xdc00));
  return afterSecond;
}

/** The UTF-16 unit at an offset, escaped or not; -1 for control characters, the end and malformed escapes. */
function unitAt(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code !== BACKSLASH) return code >= SPACE ? code : -1;
  if (text.charCodeAt(at + 1) !== LOWER_U) return -1;
  let value = 0;
  for (let digit = at + 2; digit < at + 6; digit += 1) {
    const hex = hexValue(text.charCodeAt(digit));
    if (hex < 0) return -1;
    value = value * 16 + hex;
  }
  return value;
}

function writeCodePoint(state: EncodeState, code: number): void {
  const sink = state.sink;
  sink.reserve(4);
  const buffer = sink.buffer;
  let at = sink.length;
  if (code < 0x80) buffer[at] = code;
  else if (code < 0x800) {
    buffer[at] = 0xc0 | (code >> 6);
    at += 1;
  } else {
    if (code < 0x1_0000) buffer[at] = 0xe0 | (code >> 12);
    else {
      buffer[at] = 0xf0 | (code >> 18);
      at += 1;
      buffer[at] = 0x80 | ((code >> 12) & 0x3f);
    }
    at += 1;
    buffer[at] = 0x80 | ((code >> 6) & 0x3f);
    at += 1;
  }
  if (code >= 0x80) buffer[at] = 0x80 | (code & 0x3f);
  sink.length = at + 1;
}

function simpleEscape(code: number): number {
  switch (code) {
    case 0x22:
    case 0x5c:
    case 0x2f:
      return code;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    default:
      return -1;
  }
}

/** Leaves it to the cursor to say what is wrong with the string's syntax. */
function refuseString(state: EncodeState, open: number): number {
  state.cursor.position = open;
  state.cursor.scanString();
  return -1;
}

function refuseSurrogate(state: EncodeState, at: number, end: number, open: number): number {
  const { cursor } = state;
  cursor.position = open;
  if (!cursor.scanString()) return -1;
  const message = `Expected a whole character, but found half of a surrogate pair: ${state.excerpt(at, end)}.`;
  const hint = "Write both halves (\\ud83d\\ude00) or the character itself.";
  state.refuse("lone-surrogate", at, end, message, hint);
  return -1;
}
