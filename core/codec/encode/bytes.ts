import { QUOTE } from "../json/characters.ts";
import {
  base64ByteLength,
  base64End,
  decodeBase64,
  foreignCharacter,
  hasLooseBits,
} from "../values/base64.ts";
import { type EncodeState, type Outcome, REFUSED, WRITTEN, ZERO } from "./encode-state.ts";

/** Writes the base64 (or base64url) string at the cursor as bytes, with their length. */
export function writeBase64(state: EncodeState): Outcome {
  const { cursor } = state;
  if (cursor.peek() !== QUOTE) {
    state.refuseType("a base64 string (bytes)");
    return REFUSED;
  }
  const start = cursor.position;
  const text = cursor.text;
  const close = text.indexOf('"', start + 1);
  const end = close < 0 ? -1 : base64End(text, start + 1, close);
  if (end >= 0 && appendDecoded(state, text, start + 1, end)) {
    cursor.position = close + 1;
    return end === start + 1 ? ZERO : WRITTEN;
  }
  return writeUnusualBase64(state, start);
}

/** Base64 with escapes in it (`\/`) is decoded from a copy; anything else here is refused. */
function writeUnusualBase64(state: EncodeState, start: number): Outcome {
  const { cursor } = state;
  if (!cursor.scanString()) return REFUSED;
  const token = cursor.tokenText();
  const end = base64End(token, 0, token.length);
  if (cursor.isEscaped && end >= 0 && appendDecoded(state, token, 0, end)) return end === 0 ? ZERO : WRITTEN;
  refuseBase64(state, token, start);
  return REFUSED;
}

function appendDecoded(state: EncodeState, text: string, start: number, end: number): boolean {
  const sink = state.sink;
  const before = sink.length;
  const length = base64ByteLength(end - start);
  sink.varint32(length);
  sink.reserve(length);
  if (!decodeBase64(text, start, end, sink.buffer, sink.length)) {
    sink.length = before;
    return false;
  }
  sink.length += length;
  if (hasLooseBits(text, start, end)) {
    const at = state.cursor.position;
    const message = "The last base64 character has bits that are part of no byte; they are not sent.";
    state.warn("base64-loose-bits", at, at + 1, message, "The text may have been cut off.");
  }
  return true;
}

function refuseBase64(state: EncodeState, token: string, start: number): void {
  const end = state.cursor.position;
  const bad = foreignCharacter(token, 0, token.length);
  const hasPlace = bad < token.length && !state.cursor.isEscaped;
  const at = hasPlace ? start + 1 + bad : start;
  const hint =
    "Bytes are written in base64 or base64url: letters, digits, + and / or - and _, without spaces.";
  state.refuse(
    "bad-base64",
    at,
    hasPlace ? at + 1 : end,
    `Expected base64, but ${faultText(token, bad)}.`,
    hint,
  );
}

function faultText(token: string, bad: number): string {
  if (token.charAt(bad) === "=") return "its padding (=) is not at the end of a group of four";
  if (bad < token.length) return `found ${JSON.stringify(token.charAt(bad))}`;
  return token.length % 4 === 1
    ? "its last group of four has a single character"
    : "it mixes base64 and base64url";
}
