const LEAST_NORMAL = 2 ** -126;

const bits = new DataView(new ArrayBuffer(8));

/**
 * The float nearest to a decimal number (ties to even). Rounding to a double first and to a float then can go wrong
 * where the double falls exactly between two floats: there the decimal itself decides.
 */
export function nearestFloat(token: string): number {
  const double = Number(token);
  const float = Math.fround(double);
  bits.setFloat64(0, double);
  const isBetween = (bits.getUint32(4) & 0x1fff_ffff) === 0x1000_0000;
  if (!isBetween || !Number.isFinite(float) || float === double) return float;
  const side = compareDecimal(token, double);
  if (side === 0) return float;
  const other = neighbour(float, double > float);
  const larger = Math.max(float, other);
  const smaller = Math.min(float, other);
  return side > 0 ? larger : smaller;
}

/** The next float above or below a finite one. */
function neighbour(float: number, isAbove: boolean): number {
  bits.setFloat32(0, float);
  const pattern = bits.getInt32(0);
  const magnitude = isAbove === float > 0 ? 1 : -1;
  bits.setInt32(0, pattern + magnitude);
  return bits.getFloat32(0);
}

/** Negative, zero or positive as a decimal number is below, equal to or above a double. Exact. */
function compareDecimal(token: string, double: number): number {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(token);
  if (parts === null) return 0;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  const digits = BigInt(`${sign}${whole}${fraction}`);
  const scale = Number(exponent) - fraction.length;
  const [mantissa, power] = exactParts(double);
  const left = digits * 10n ** BigInt(Math.max(scale, 0)) * 2n ** BigInt(Math.max(-power, 0));
  const right = mantissa * 2n ** BigInt(Math.max(power, 0)) * 10n ** BigInt(Math.max(-scale, 0));
  return left > right ? 1 : left < right ? -1 : 0;
}

/** A finite double as mantissa × 2^power. */
function exactParts(double: number): [bigint, number] {
  bits.setFloat64(0, double);
  const high = bits.getUint32(0);
  const exponent = (high >>> 20) & 0x7ff;
  const fraction = (BigInt(high & 0xf_ffff) << 32n) | BigInt(bits.getUint32(4));
  const mantissa = exponent === 0 ? fraction : fraction | (1n << 52n);
  return [double < 0 ? -mantissa : mantissa, Math.max(exponent, 1) - 1075];
}

/** The shortest decimal that is read back as the same float, in JSON's grammar. The value must be a finite float. */
export function shortestFloat(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 16_777_216)
    return Object.is(value, -0) ? "-0" : String(value);
  // Every normal float survives six digits, so fewer are found by dropping zeros; subnormal ones have less precision.
  for (let digits = Math.abs(value) < LEAST_NORMAL ? 1 : 6; digits < 9; digits += 1) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}
