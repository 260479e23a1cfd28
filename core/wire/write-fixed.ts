/** The low bits of a number as `size` bytes, least significant first. */
export function writeFixed(bits: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index++) bytes[index] = Number((bits >> BigInt(8 * index)) & 0xffn);
  return bytes;
}
