/** What a JSON number is as an integer: its value, or why it is none. */
export type ExactInteger = bigint | "fraction" | "huge";

const MOST_DIGITS = 40;

/**
 * The exact value of a number in JSON's grammar, exponents included: `1e3` and `1.50e1` are integers, `1.5` is not.
 * Values of more than 40 digits are `huge`, however they are written, at no cost.
 */
export function exactInteger(token: string): ExactInteger {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token);
  if (parts === null) return "fraction";
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  const digits = (whole + fraction).replace(/^0+/, "");
  if (digits === "") return 0n;
  const scale = Number(exponent) - fraction.length;
  if (digits.length + scale > MOST_DIGITS) return "huge";
  if (scale >= 0) return signed(sign, digits + "0".repeat(scale));
  const kept = digits.length + scale;
  if (kept <= 0 || /[1-9]/.test(digits.substring(kept))) return "fraction";
  return signed(sign, digits.substring(0, kept));
}

function signed(sign: string, digits: string): bigint {
  const value = BigInt(digits);
  return sign === "-" ? -value : value;
}
