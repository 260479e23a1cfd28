import type { DecodedForm } from "../input.ts";

/** What may stand before the opening bracket, by language; the name tells the form apart. */
const OPENINGS: readonly (readonly [RegExp, string])[] = [
  [/^(?:\w+\s*:?=\s*)?\[(?:\d*|\.\.\.)\](?:byte|uint8)$/, "Go byte list"],
  [/^(?:\w+\s*=\s*)?(?:bytes|bytearray)\s*\($/, "Python byte list"],
  [/^(?:(?:let|const|static)\s+(?:mut\s+)?\w+(?:\s*:\s*[^=]+)?\s*=\s*)?(?:vec!|&|b)?$/, "byte list"],
  [
    /^(?:const|let|var)?\s*(?:\w+\s*=\s*)?(?:new\s+)?(?:Uint8|Int8|Uint8Clamped)Array(?:\.of|\.from)?\s*(?:\(\d+\))?\s*\(?$/,
    "byte list",
  ],
  [/^(?:(?:const|let|var)\s+)?(?:\w+\s*=\s*)?buffer(?:\.from)?\s*\(?$/i, "byte list"],
  [/^(?:[\w[\]<>]+\s+)*(?:\w+(?:\[\])?\s*=\s*)?new\s+(?:s?byte|Byte)\s*\[\d*\]\s*$/, "byte list"],
  [/^(?:va[lr]\s+\w+\s*=\s*)?(?:u?byteArrayOf|byteArrayOfInts|Data|\[UInt8\])\s*\(?$/i, "byte list"],
  [
    /^(?:(?:static|const|unsigned|signed)\s+)*(?:char|uint8_t|int8_t|byte|u8|BYTE)\s+\w+\s*\[\w*\]\s*=\s*$/,
    "C byte list",
  ],
  [/^(?:\w+\s*=\s*)?(?:Uint8List\.fromList|bytes\.NewBuffer|array\.array)\s*\((?:'[bB]',\s*)?$/, "byte list"],
  // Any other code that ends in a call, a type or an assignment.
  [/^[\w\s.:<>[\](),&*=!-]*(?:[\w>\])]\s*|[=(]\s*)$/, "byte list"],
];
/** Lists of Erlang and Scheme, and tuples. */
const BARE = /^(?:<<([\d\s,]+)>>|#u8\(([\dxa-fA-F\s]+)\)|\(([-\d\s,]+,[-\d\s,]+)\))[.;]?$/;

const ITEM = /^(?:0[xX][0-9a-fA-F]{1,2}|0[bB][01]{1,8}|-?\d{1,3})$/;
const CASTS = /\(\s*(?:unsigned\s+)?s?(?:byte|char|uint8_t)\s*\)|\.toByte\(\)|\s+as\s+u8/g;

/** Brackets are looked for in the beginning of a text. */
const LONGEST_OPENING = 160;

/**
 * A list of numbers as programs write it: `[]byte{8, 150, 1}`, `[8, -106, 1]`, `(byte) 0x96`, or bare numbers between
 * commas. Decimal, `0x` and `0b`; -128 to -1 stand for 128 to 255. What follows the list is left alone.
 */
export function decodeByteList(text: string): DecodedForm | undefined {
  const trimmed = text.replace(CASTS, "").trim();
  for (let at = trimmed.search(/[[{(]/); at >= 0 && at < LONGEST_OPENING; at = nextOpening(trimmed, at)) {
    const list = /^[[{(]([^[\](){}]*)[\])}]/.exec(trimmed.slice(at));
    const before = trimmed.slice(0, at).trim();
    const opening = OPENINGS.find(([pattern]) => pattern.test(before));
    // Parentheses hold a list only of calls that take one: those of `Uint8Array(3)` hold its length.
    const isCall = trimmed.charAt(at) !== "(" || /of$/i.test(before);
    if (list === null || opening === undefined || !isCall) continue;
    const decoded = listOf(list[1] ?? "", opening[1]);
    // A single number in brackets is mostly the length of what follows.
    const isLength = opening === OPENINGS.at(-1) && decoded?.bytes.length === 1;
    if (decoded !== undefined && !isLength) return decoded;
  }
  return bareList(trimmed);
}

function nextOpening(text: string, at: number): number {
  const next = text.slice(at + 1).search(/[[{(]/);
  return next < 0 ? -1 : at + 1 + next;
}

function bareList(trimmed: string): DecodedForm | undefined {
  const [, erlang, scheme, tuple] = BARE.exec(trimmed) ?? [];
  const inner = erlang ?? scheme ?? tuple;
  if (inner !== undefined) return listOf(inner, "byte list");
  // Numbers between spaces are decimal where one of them cannot be two hex digits.
  if (/^-?\d{1,3}(?:\s+-?\d{1,3})+$/.test(trimmed) && /-|(?<!\d)\d{3}(?!\d)/.test(trimmed))
    return listOf(trimmed, "byte list");
  const sample = trimmed.slice(0, 4096).replace(/,[^,]*$/, ",");
  return /^-?\d+\s*(?:,\s*-?\d+\s*)+,?$/.test(sample) ? listOf(trimmed, "byte list") : undefined;
}

function listOf(inner: string, form: string): DecodedForm | undefined {
  const items = inner
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "")
    .split(/[\s,]+/)
    .filter((item) => item !== "");
  const bytes = new Uint8Array(items.length);
  for (const [index, item] of items.entries()) {
    const plain = item.replace(/(?:u8|i8|[uU])$/, "");
    const value = ITEM.test(plain) ? Number(plain) : Number.NaN;
    if (!(value >= -128 && value <= 255)) return undefined;
    bytes[index] = value & 0xff;
  }
  return items.length === 0 ? undefined : { form, bytes };
}
