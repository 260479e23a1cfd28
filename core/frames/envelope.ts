/** The five-byte envelope of gRPC, gRPC-Web and Connect: a flags byte and a big-endian length of four bytes. */
import type { FrameDoubt, FrameFormat, FrameHeader } from "../wire/frame-format.ts";
import { isSound } from "../wire/soundness.ts";
import { detectCompression } from "./compression.ts";

/** Bytes of the header. */
const ENVELOPE_LENGTH = 5;
const COMPRESSED = 0x01;
const END_STREAM = 0x02;
const TRAILERS = 0x80;

type EnvelopeFraming = "grpc" | "grpc-web" | "connect";

/** What each protocol's flags byte may be. */
const KNOWN_FLAGS: Readonly<Record<EnvelopeFraming, readonly number[]>> = {
  grpc: [0, COMPRESSED],
  "grpc-web": [0, COMPRESSED, TRAILERS, TRAILERS | COMPRESSED],
  connect: [0, COMPRESSED, END_STREAM, END_STREAM | COMPRESSED],
};
const NAMES: Readonly<Record<EnvelopeFraming, string>> = {
  grpc: "gRPC",
  "grpc-web": "gRPC-Web",
  connect: "Connect",
};

/** Envelopes of one protocol. They differ in which flags they know. */
export function envelopeFormat(framing: EnvelopeFraming): FrameFormat {
  return {
    framing,
    remainder: "trailing-after-frames",
    read: (bytes, start) => readEnvelope(bytes, start, framing),
    writeLength({ parts }, length) {
      const part = parts[1];
      if (part === undefined || length > 0xffff_ffff) return undefined;
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, length);
      return { start: part.start, end: part.end, bytes };
    },
  };
}

function readEnvelope(bytes: Uint8Array, start: number, framing: EnvelopeFraming): FrameHeader | undefined {
  const payloadStart = start + ENVELOPE_LENGTH;
  if (payloadStart > bytes.length) return undefined;
  const flags = bytes[start] ?? 0;
  const length = readBigEndian(bytes, start + 1);
  const end = Math.min(payloadStart + length, bytes.length);
  const role = roleOf(flags, framing);
  const flagged = (flags & COMPRESSED) !== 0;
  const shown = end > payloadStart ? detectCompression(bytes.subarray(payloadStart, end)) : undefined;
  const compression = shown ?? (flagged && end > payloadStart ? "unknown" : "");
  const doubts: FrameDoubt[] = [];
  if (!KNOWN_FLAGS[framing].includes(flags)) {
    const known = KNOWN_FLAGS[framing].map((each) => `0x${each.toString(16).padStart(2, "0")}`).join(", ");
    const values = [flags, NAMES[framing], known];
    doubts.push({ code: "frame-flags-unknown", start, end: start + 1, values });
  }
  if (compression === "unknown" && role === "message") {
    const clean = isSound(bytes.subarray(payloadStart, end)) ? 1 : 0;
    doubts.push({ code: "frame-compression-unknown", start: payloadStart, end, values: [clean] });
  }
  return {
    parts: [
      { start, end: start + 1, kind: "frame-flags" },
      { start: start + 1, end: payloadStart, kind: "frame-length" },
    ],
    payloadStart,
    length,
    flags,
    role,
    compression,
    doubts,
  };
}

function roleOf(flags: number, framing: EnvelopeFraming): FrameHeader["role"] {
  if (framing === "grpc-web" && (flags & TRAILERS) !== 0) return "trailers";
  return framing === "connect" && (flags & END_STREAM) !== 0 ? "end-stream" : "message";
}

function readBigEndian(bytes: Uint8Array, start: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset + start, 4).getUint32(0);
}
