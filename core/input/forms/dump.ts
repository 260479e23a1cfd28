import { ByteBuffer } from "../byte-buffer.ts";
import type { DecodedForm } from "../input.ts";
import { hexDigit } from "./hex.ts";

const ROW = /^\s*(?:0x)?([0-9a-fA-F]{4,16})(h?:|h|\s*[|])?\s+(.*)$/;
/** The line of column numbers that some editors print above. */
const HEAD = /^\s*(?:Offset|Address|\s{4,}00\s+01\s)/i;
/** Bytes on a row of every common dump. */
const ROW_BYTES = 16;
/** Bytes that repeated rows may stand for. */
const MOST_REPEATED = 64 * 1024 * 1024;

/**
 * Rows of `xxd`, `hexdump` (also without `-C`, in words), `od -x1`, Wireshark, tcpdump and editors: an offset, bytes in
 * hex, and mostly the same bytes as text. The offsets must rise as the bytes do, which tells a dump from hex that merely
 * stands in lines. A row of `*` repeats the one before.
 */
export function decodeDump(text: string): DecodedForm | undefined {
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== "" && !HEAD.test(row));
  return readRows(rows, 16) ?? readRows(rows, 8) ?? readOctal(rows) ?? readWithoutOffsets(rows);
}

/** `od` as it comes: offsets and words of two bytes in octal, the last offset alone. */
function readOctal(rows: readonly string[]): DecodedForm | undefined {
  if (rows.length < 2 || !rows.every((row) => /^[0-7]{7}(?:\s+[0-7]{6})*\s*$/.test(row))) return undefined;
  const last = Number.parseInt(rows.at(-1)?.trim() ?? "", 8);
  const words = rows.flatMap((row) => row.trim().split(/\s+/).slice(1));
  const bytes = new Uint8Array(2 * words.length);
  for (const [index, word] of words.entries()) {
    const value = Number.parseInt(word, 8);
    bytes.set([value & 0xff, value >> 8], 2 * index);
  }
  const isWhole = last === bytes.length || last === bytes.length - 1;
  return isWhole ? { form: "octal dump", bytes: bytes.subarray(0, last) } : undefined;
}

/** Rows of `hexdump -C` whose offsets were left out: hex, then the same bytes between bars. */
function readWithoutOffsets(rows: readonly string[]): DecodedForm | undefined {
  const bytes = new ByteBuffer(rows.length * ROW_BYTES);
  for (const row of rows) {
    const hex = /^\s*((?:[0-9a-fA-F]{2}\s+){1,16})\s*\|(.{1,16})\|\s*$/.exec(row);
    const digits = hex?.[1]?.match(/[0-9a-fA-F]{2}/g);
    if (digits === undefined || digits === null || digits.length !== hex?.[2]?.length) return undefined;
    bytes.pushAll(Uint8Array.from(digits, (pair) => Number.parseInt(pair, 16)));
  }
  return rows.length === 0 ? undefined : { form: "hex dump", bytes: bytes.finish() };
}

function readRows(rows: readonly string[], radix: 8 | 16): DecodedForm | undefined {
  const bytes = new ByteBuffer(rows.length * ROW_BYTES);
  const words =
    rows.every((row) => /^[0-9a-fA-F]{7}(?:\s+[0-9a-fA-F]{4})*\s*$|^\*$/.test(row)) && rows.length > 1;
  let offset = 0;
  let withText = false;
  let first = -1;
  let last: Uint8Array = new Uint8Array(0);
  let repeats = false;
  for (const [index, row] of rows.entries()) {
    if (row.trim() === "*") {
      repeats = true;
      continue;
    }
    const isLast = index === rows.length - 1 && index > 0;
    const bare = /^\s*([0-9a-fA-F]{4,16})\s*$/.exec(row);
    const parts = bare === null ? ROW.exec(row) : null;
    const at = Number.parseInt(bare?.[1] ?? parts?.[1] ?? "", radix);
    if (Number.isNaN(at) || (parts === null && !isLast)) return undefined;
    if (first < 0) first = at;
    if (repeats) {
      offset = repeat(bytes, last, offset, at - first);
      repeats = false;
    }
    if (parts === null) {
      // Words hold two bytes; the closing offset tells whether the last one is whole.
      if (words && at - first === offset - 1)
        return { form: "hex dump", bytes: bytes.finish().subarray(0, -1) };
      return at - first === offset ? { form: "hex dump", bytes: bytes.finish() } : undefined;
    }
    if (at - first !== offset) return undefined;
    withText ||= (parts[2] ?? "") !== "" || /[|]|\s{2,}\S+$/.test(parts[3] ?? "");
    last = rowBytes(parts[3] ?? "", words);
    if (last.length === 0) return undefined;
    bytes.pushAll(last);
    offset += last.length;
  }
  return first < 0 || (rows.length === 1 && !withText)
    ? undefined
    : { form: "hex dump", bytes: bytes.finish() };
}

/** Repeats a row up to an offset; returns the offset reached. */
function repeat(bytes: ByteBuffer, row: Uint8Array, from: number, to: number): number {
  let offset = from;
  while (row.length > 0 && offset + row.length <= to && to <= MOST_REPEATED) {
    bytes.pushAll(row);
    offset += row.length;
  }
  return offset;
}

/** The hex columns of a row up to its text column; words have their second byte first. */
function rowBytes(columns: string, words: boolean): Uint8Array {
  const row = new ByteBuffer(ROW_BYTES);
  const taken = pushRow(columns, row);
  const bytes = row.finish();
  if (!words) return taken === 0 ? new Uint8Array(0) : bytes;
  return Uint8Array.from(bytes, (_, index) => bytes[index ^ 1] ?? 0);
}

/** Some editors leave a wide gap between the halves of a row: eight bytes, and then bytes that are not those as text. */
function isSecondHalf(first: string, second: string): boolean {
  const digits = first.match(/[0-9a-fA-F]{2}/g) ?? [];
  if (digits.length !== ROW_BYTES / 2 || !/^[0-9a-fA-F]{2}(?:\s[0-9a-fA-F]{2}){0,7}\s*$/.test(second))
    return false;
  const asText = digits.map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join("");
  return asText.trim() !== second.trim();
}

/** Takes the hex columns of a row up to its text column; returns how many bytes they were. */
function pushRow(columns: string, bytes: ByteBuffer): number {
  const [first = "", second = ""] = columns.split(/\s\||\s{3,}/);
  const hex = isSecondHalf(first, second) ? `${first} ${second}` : first;
  let taken = 0;
  for (const group of hex.split(/\s+/)) {
    if (group.length % 2 !== 0 || taken + group.length / 2 > ROW_BYTES) break;
    const digits = [...group].map((digit) => hexDigit(digit.charCodeAt(0)));
    if (digits.some((digit) => digit < 0)) break;
    for (let at = 0; at < digits.length; at += 2) bytes.push((digits[at] ?? 0) * 16 + (digits[at + 1] ?? 0));
    taken += group.length / 2;
  }
  return taken;
}
