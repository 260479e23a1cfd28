/** How often something happens, as a person reads it. Pure. */

/** `812/s`, `8.2/s`, `0.4/s`. */
export function perSecond(rate: number): string {
  return `${rate < 99.95 ? rate.toFixed(1) : Math.round(rate).toLocaleString("en")}/s`;
}
