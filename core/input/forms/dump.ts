import { ByteBuffer } from "../byte-buffer.ts";
import type { DecodedForm } from "../input.ts";
import { hexDigit } from "./hex.ts";

const ROW = /^\s*(?:0x)?([0-9a-fA-F]{4,16})(:?)\s+(.*)$/;
/** Bytes on a row of every common dump. */
const ROW_BYTES = 16;

/**
 * Rows of `xxd`, `hexdump -C`, Wireshark and the like: an offset, bytes in hex, and mostly the same bytes as text.
 * The offsets must rise as the bytes do, which tells a dump from hex that merely stands in lines.
 */
export function decodeDump(text: string): DecodedForm | undefined {
  const rows = text.split(/\r?\n/).filter((row) => row.trim() !== "");
  const bytes = new ByteBuffer(rows.length * ROW_BYTES);
  let offset = 0;
  let withText = false;
  let first = -1;
  for (const [index, row] of rows.entries()) {
    if (row.trim() === "*") return undefined;
    const parts = ROW.exec(row);
    if (parts === null) {
      if (isFinalOffset(row, first + offset) && index === rows.length - 1 && index > 0) break;
      return undefined;
    }
    const at = Number.parseInt(parts[1] ?? "", 16);
    if (first < 0) first = at;
    if (at - first !== offset) return undefined;
    withText ||= parts[2] === ":" || /[|]|\s{2,}\S+$/.test(parts[3] ?? "");
    const taken = pushRow(parts[3] ?? "", bytes);
    if (taken === 0) return undefined;
    offset += taken;
  }
  return first < 0 || (rows.length === 1 && !withText)
    ? undefined
    : { form: "hex dump", bytes: bytes.finish() };
}

/** `hexdump` closes with a row that holds only the length. */
function isFinalOffset(row: string, expected: number): boolean {
  return /^[0-9a-fA-F]{4,16}$/.test(row.trim()) && Number.parseInt(row.trim(), 16) === expected;
}

/** Takes the hex columns of a row up to its text column; returns how many bytes they were. */
function pushRow(columns: string, bytes: ByteBuffer): number {
  const hex = columns.split(/\s\||\s{3,}/)[0] ?? "";
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
