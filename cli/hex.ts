import { usageError } from "./usage-error.ts";

/**
 * Bytes of pairs of digits, with `0x`, commas, colons or white space between them. `subject` is what holds the digits.
 * Throws `usage` with `hint` where they are none.
 */
export function parseHex(text: string, subject: string, hint: string): Uint8Array {
  const digits = text.replace(/0x|[\s,:]+/gi, "");
  const wrong = /[^0-9a-f]/i.exec(digits)?.[0];
  if (wrong !== undefined) {
    throw usageError(`${subject} has "${wrong}" in it, which is no hexadecimal digit.`, hint);
  }
  if (digits.length % 2 === 1) {
    throw usageError(
      `${subject} has ${digits.length} digits: the last byte is half.`,
      "Write two digits for each byte.",
    );
  }
  return new Uint8Array(Buffer.from(digits, "hex"));
}

/** Bytes as pairs of digits. */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
