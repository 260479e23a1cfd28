/** Bytes that are typed as hex or as text, as the base64 that JSON takes. Pure. */
import { encodeBase64 } from "../format/base64.ts";

/** One way to read what stands in a bytes field. */
export interface ByteForm {
  /** `hex 0a ff → Cv8=`. */
  readonly label: string;
  readonly base64: string;
}

/** Longest text that is offered in another form, in UTF-16 units. */
const LONGEST = 10_000;
const SHOWN = 24;

/**
 * What the letters of a bytes field are as base64, if they are meant as hex or as text. Where they may be base64 already
 * that comes first: a key pressed in passing must not change them.
 */
export function byteForms(letters: string): readonly ByteForm[] {
  if (letters === "" || letters.length > LONGEST) return [];
  const hex = hexBytes(letters);
  return [
    ...(isBase64(letters) ? [{ label: `base64 ${short(letters)}, as it is`, base64: letters }] : []),
    ...(hex === undefined ? [] : [formOf("hex", letters, hex)]),
    formOf("text", letters, new TextEncoder().encode(letters)),
  ];
}

function formOf(kind: "hex" | "text", letters: string, bytes: Uint8Array): ByteForm {
  const base64 = encodeBase64(bytes);
  return { label: `${kind} ${short(letters)} → ${short(base64)}`, base64 };
}

function isBase64(letters: string): boolean {
  return /^[\w+/-]+={0,2}$/.test(letters) && letters.replace(/=+$/, "").length % 4 !== 1;
}

/** `0aff`, `0x0aff`, `0a ff`, `0a:ff`; undefined for anything else. */
function hexBytes(letters: string): Uint8Array | undefined {
  const digits = letters
    .trim()
    .replace(/^0x/i, "")
    .replace(/[\s:]+/g, "");
  if (digits === "" || digits.length % 2 !== 0 || !/^[0-9a-f]+$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function short(text: string): string {
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN - 1)}…`;
}
