/** Messages with their length before each: a varint as `writeDelimitedTo` makes it, or four bytes. */
import type { FrameFormat } from "../wire/frame-format.ts";
import { varintLength, varintToNumber, writeVarint } from "../wire/varint.ts";

const PLAIN = { flags: 0, role: "message", compression: "", doubts: [] } as const;

/** A varint before each message. */
export const DELIMITED: FrameFormat = {
  framing: "delimited",
  remainder: "delimiter-truncated",
  read(bytes, start) {
    const byteLength = varintLength(bytes, start, bytes.length);
    if (byteLength === 0) return undefined;
    const payloadStart = start + byteLength;
    const parts = [{ start, end: payloadStart, kind: "delimiter" }] as const;
    return { ...PLAIN, parts, payloadStart, length: varintToNumber(bytes, start, byteLength) };
  },
  writeLength({ parts }, length) {
    const part = parts[0];
    if (part === undefined) return undefined;
    return { start: part.start, end: part.end, bytes: writeVarint(BigInt(length), part.end - part.start) };
  },
};

/** Four bytes before each message, most or least significant first. */
export function fixed32Format(framing: "fixed32-big" | "fixed32-little"): FrameFormat {
  const littleEndian = framing === "fixed32-little";
  return {
    framing,
    remainder: "trailing-after-frames",
    read(bytes, start) {
      const payloadStart = start + 4;
      if (payloadStart > bytes.length) return undefined;
      const length = new DataView(bytes.buffer, bytes.byteOffset + start, 4).getUint32(0, littleEndian);
      const parts = [{ start, end: payloadStart, kind: "frame-length" }] as const;
      return { ...PLAIN, parts, payloadStart, length };
    },
    writeLength({ parts }, length) {
      const part = parts[0];
      if (part === undefined || length > 0xffff_ffff) return undefined;
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, length, littleEndian);
      return { start: part.start, end: part.end, bytes };
    },
  };
}
