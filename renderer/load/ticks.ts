/** Where a logarithmic scale is marked. Pure. */

/** The numbers 1, 2 and 5 times a power of ten from `low` to `high`, both above zero. */
export function ticksBetween(low: number, high: number): readonly number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
    for (const step of [1, 2, 5]) {
      const tick = Number(`${step}e${power}`);
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}
