import { readVarint } from "../wire/varint.ts";

/** One message in a stream of framed messages. */
export interface Frame {
  /** Where the frame begins, its header included. */
  readonly start: number;
  readonly payloadStart: number;
  readonly end: number;
  /** The flags byte of gRPC, gRPC-Web and Connect frames; 0 for delimited messages. */
  readonly flags: number;
  /** Bytes that the header promises and that are not there. */
  readonly missing: number;
}

/** Frames that are taken from one input at most. */
const MOST_FRAMES = 1_000_000;
const GRPC_HEADER = 5;

/**
 * The frames of a gRPC, gRPC-Web or Connect body: a flags byte and a big-endian length of four bytes before each
 * message. Undefined unless the frames explain all bytes; the last one may be cut short.
 */
export function readGrpcFrames(bytes: Uint8Array): readonly Frame[] | undefined {
  const frames: Frame[] = [];
  let at = 0;
  while (at < bytes.length) {
    const flags = bytes[at] ?? 0;
    const known = flags <= 3 || flags === 0x80 || flags === 0x81;
    if (!known || at + GRPC_HEADER > bytes.length || frames.length >= MOST_FRAMES) return undefined;
    const length = new DataView(bytes.buffer, bytes.byteOffset + at + 1, 4).getUint32(0);
    const payloadStart = at + GRPC_HEADER;
    const end = Math.min(payloadStart + length, bytes.length);
    frames.push({ start: at, payloadStart, end, flags, missing: payloadStart + length - end });
    at = end;
  }
  return frames.length === 0 ? undefined : frames;
}

/** Messages with a varint length before each, as `writeDelimitedTo` makes them. Undefined unless they fit exactly. */
export function readDelimited(bytes: Uint8Array): readonly Frame[] | undefined {
  const frames: Frame[] = [];
  let at = 0;
  while (at < bytes.length) {
    const length = readVarint(bytes, at, bytes.length);
    if (length === undefined || frames.length >= MOST_FRAMES) return undefined;
    const payloadStart = at + length.byteLength;
    if (length.value > BigInt(bytes.length - payloadStart)) return undefined;
    const end = payloadStart + Number(length.value);
    frames.push({ start: at, payloadStart, end, flags: 0, missing: 0 });
    at = end;
  }
  return frames.length === 0 ? undefined : frames;
}

/** The end of a Confluent header (0, schema id, message indexes), or undefined when the bytes do not start with one. */
export function confluentHeaderEnd(bytes: Uint8Array): number | undefined {
  if (bytes[0] !== 0 || bytes.length < 7) return undefined;
  const count = readVarint(bytes, 5, bytes.length);
  if (count === undefined) return undefined;
  let at = 5 + count.byteLength;
  const indexes = Number(count.value >> 1n);
  if (indexes > 16) return undefined;
  for (let index = 0; index < indexes; index++) {
    const value = readVarint(bytes, at, bytes.length);
    if (value === undefined) return undefined;
    at += value.byteLength;
  }
  return at;
}
