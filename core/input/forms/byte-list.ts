import type { DecodedForm } from "../input.ts";

/** How languages open a list of bytes; the name tells the form apart. */
const OPENINGS: readonly (readonly [RegExp, string])[] = [
  [/^\[\]byte\s*\{/, "Go byte list"],
  [/^new\s+(?:s?byte|Uint8Array|Int8Array)\s*(?:\[\d*\]\s*\{|\(\s*\[)/, "byte list"],
  [/^(?:Uint8Array|Buffer)(?:\(\d+\)|\.from\()?\s*\(?\[/, "byte list"],
  [/^(?:bytes|bytearray)\(\s*\[/, "Python byte list"],
  [/^&?\[/, "byte list"],
  [/^\{/, "byte list"],
];

const ITEM = /^(?:0[xX][0-9a-fA-F]{1,2}|0[bB][01]{1,8}|-?\d{1,3})$/;

/**
 * A list of numbers as programs write it: `[]byte{8, 150, 1}`, `[8, -106, 1]`, or bare numbers between commas.
 * Decimal, `0x` and `0b`; -128 to -1 stand for 128 to 255.
 */
export function decodeByteList(text: string): DecodedForm | undefined {
  const trimmed = text.trim().replace(/;$/, "");
  const opening = OPENINGS.find(([pattern]) => pattern.test(trimmed));
  if (
    opening === undefined &&
    !/^-?\d+\s*(?:,\s*-?\d+\s*)+,?$/.test(trimmed.slice(0, 4096).replace(/,[^,]*$/, ","))
  ) {
    return undefined;
  }
  const inner = opening === undefined ? trimmed : trimmed.replace(opening[0], "").replace(/[\])}\s]+$/, "");
  const items = inner.split(/[\s,]+/).filter((item) => item !== "");
  const bytes = new Uint8Array(items.length);
  for (const [index, item] of items.entries()) {
    const value = ITEM.test(item.replace(/(?:u8|i8|b)$/, ""))
      ? Number(item.replace(/(?:u8|i8)$/, ""))
      : Number.NaN;
    if (!(value >= -128 && value <= 255)) return undefined;
    bytes[index] = value & 0xff;
  }
  return items.length === 0 ? undefined : { form: opening?.[1] ?? "byte list", bytes };
}
