/** One length-prefixed message: a byte of flags, four bytes of length, the payload. */
export function writeFrame(payload: Uint8Array, flags: number): Uint8Array {
  // Out of Node's pool where it is small: memory of its own would cost more than all the rest.
  const frame = Buffer.allocUnsafe(5 + payload.length);
  frame[0] = flags;
  frame.writeUInt32BE(payload.length, 1);
  frame.set(payload, 5);
  return frame;
}
