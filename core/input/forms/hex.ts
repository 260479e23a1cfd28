import { ByteBuffer } from "../byte-buffer.ts";
import type { DecodedForm } from "../input.ts";
import { textPlace } from "../places.ts";

const SEPARATORS = /[\s,;:|-]/;

/** The value of a hex digit's UTF-16 unit, or -1. */
export function hexDigit(unit: number): number {
  if (unit >= 0x30 && unit <= 0x39) return unit - 0x30;
  const letter = unit | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/**
 * Hex digits, together or parted by spaces, commas, colons, dashes or line breaks, with or without `0x` and
 * `<Buffer …>`. Parted digits may stand alone (`8 96 1`). Of a single run of odd length the last digit is left
 * out, with a finding.
 */
export function decodeHex(text: string): DecodedForm | undefined {
  const marked = decodeMarked(text);
  if (marked !== undefined) return marked;
  const buffer = /^\s*<Buffer\s+([\s\S]*?)>\s*$/.exec(text);
  const source = buffer?.[1] ?? text;
  const bytes = new ByteBuffer(source.length >>> 1);
  if (/:\s/.test(source)) return undefined;
  let at = 0;
  let tokens = 0;
  let odd = -1;
  while (at < source.length) {
    if (SEPARATORS.test(source.charAt(at))) {
      at++;
      continue;
    }
    const end = tokenEnd(source, at);
    const start = hasPrefix(source, at) ? at + 2 : at;
    if (end <= start) return undefined;
    tokens++;
    const left = pushToken(source, start, end, bytes);
    if (left >= 0) odd = left;
    if (odd >= 0 && tokens > 1) return undefined;
    at = end;
  }
  const decoded = bytes.finish();
  if (decoded.length === 0) return undefined;
  const findings = odd < 0 ? [] : [oddDigits(text, text.indexOf(source) + odd)];
  return { form: buffer === null ? "hex" : "Node Buffer", bytes: decoded, findings };
}

/** Digits with marks of their own: `08h 96h`, `$08 $96`, `08.96.01`, `08/96/01`, and digits of two in eights. */
const MARKED: readonly (readonly [RegExp, RegExp, 2 | 16])[] = [
  [/^\s*[0-9a-fA-F]{2}[hH](?:[\s,]+[0-9a-fA-F]{2}[hH])*\s*$/, /[0-9a-fA-F]{2}/g, 16],
  [/^\s*[$#][0-9a-fA-F]{2}(?:[\s,]+[$#][0-9a-fA-F]{2})*\s*$/, /[0-9a-fA-F]{2}/g, 16],
  [/^\s*[0-9a-fA-F]{2}([./_])[0-9a-fA-F]{2}(?:\1[0-9a-fA-F]{2})+\s*$/, /[0-9a-fA-F]{2}/g, 16],
  [/^\s*0b[01]{8}(?:[\s,_]+(?:0b)?[01]{8})*\s*$/i, /[01]{8}/g, 2],
  [/^\s*[01]{8}(?:[\s,_]+[01]{8})+\s*$/, /[01]{8}/g, 2],
];

function decodeMarked(text: string): DecodedForm | undefined {
  const found = MARKED.find(([whole]) => whole.test(text));
  if (found === undefined) return undefined;
  const [, item, radix] = found;
  const bytes = Uint8Array.from(text.match(item) ?? [], (digits) => Number.parseInt(digits, radix));
  return { form: radix === 2 ? "binary digits" : "hex", bytes };
}

function hasPrefix(source: string, at: number): boolean {
  return source.charAt(at) === "0" && /[xX]/.test(source.charAt(at + 1));
}

/** Where the token at `at` ends; -1 when something in it is no hex digit. */
function tokenEnd(source: string, at: number): number {
  let end = hasPrefix(source, at) ? at + 2 : at;
  while (end < source.length && hexDigit(source.charCodeAt(end)) >= 0) end++;
  const ended = end === source.length || SEPARATORS.test(source.charAt(end));
  return ended ? end : -1;
}

/** Takes two digits a byte, or one that stands alone; returns the place of a digit that is left over. */
function pushToken(source: string, start: number, end: number, bytes: ByteBuffer): number {
  if (end - start === 1) {
    bytes.push(hexDigit(source.charCodeAt(start)));
    return -1;
  }
  let at = start;
  for (; at + 1 < end; at += 2) {
    bytes.push(hexDigit(source.charCodeAt(at)) * 16 + hexDigit(source.charCodeAt(at + 1)));
  }
  return at < end ? at : -1;
}

function oddDigits(text: string, at: number): NonNullable<DecodedForm["findings"]>[number] {
  return {
    code: "odd-hex-digits",
    severity: "warning",
    message: "A run of hex digits has an odd length; its last digit is left out.",
    hint: "Check whether a digit is missing, at the end or before.",
    text: textPlace(text, at, at + 1),
  };
}
