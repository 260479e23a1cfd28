/** One length-prefixed message: a byte of flags, four bytes of length, the payload. Pure. */
export function writeFrame(payload: Uint8Array, flags: number): Uint8Array {
  const frame = new Uint8Array(5 + payload.length);
  frame[0] = flags;
  new DataView(frame.buffer).setUint32(1, payload.length);
  frame.set(payload, 5);
  return frame;
}
