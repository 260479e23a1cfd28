/** How messages are framed in a buffer, found out from its bytes. */
import { Guesser } from "../guess/guesser.ts";
import { type FrameFormat, holdsMessage } from "../wire/frame-format.ts";
import { beginsUnreadably, hasVaryingWireTypes, isCutShort, isSound } from "../wire/soundness.ts";
import { FORMATS } from "./formats.ts";

/** Frames whose messages are read to judge a framing; the rest of a long stream is taken on trust. */
const PROBED_FRAMES = 256;
/** Frames that are counted at most. */
const MOST_FRAMES = 4_000_000;
/** The share of the bytes that a framing must explain to be listed, and to be taken though some bytes are left over. */
const LISTED_SHARE = 0.85;
const TAKEN_SHARE = 0.9;
/** Bytes over which two framings that both fit are not weighed by description length. */
const LONGEST_WEIGHED = 65_536;

/** One way to take a buffer. */
export interface FramingCandidate {
  /** Undefined for one message without a frame. */
  readonly format: FrameFormat | undefined;
  readonly frameCount: number;
  /** The share of the bytes that are whole frames, 0 to 1. */
  readonly explained: number;
  /** The messages that were looked at are sound. */
  readonly isSound: boolean;
  /** All bytes are whole frames and sound messages. */
  readonly fits: boolean;
}

/** The framings of a buffer: the one to take first, then others that explain most of it. */
export interface DetectedFraming {
  readonly chosen: FramingCandidate;
  readonly others: readonly FramingCandidate[];
  /** True when two readings explain every byte. */
  readonly isAmbiguous: boolean;
}

/** Finds the framing of a buffer. Nothing is taken off a sound message unless its reading is odd and another is not. */
export function detectFraming(bytes: Uint8Array): DetectedFraming {
  const sound = isSound(bytes);
  const raw = { format: undefined, frameCount: 0, explained: sound ? 1 : 0, isSound: sound, fits: sound };
  if (bytes.length === 0) return { chosen: raw, others: [], isAmbiguous: false };
  const framed = Object.values(FORMATS).map((format) => probe(bytes, format));
  const listed = framed.filter(
    (each) => each.explained >= LISTED_SHARE && (each.isSound || isEnvelope(each)),
  );
  const chosen = choose(bytes, raw, framed);
  const others = [raw, ...listed].filter(
    (each, index, all) =>
      each !== chosen && ![chosen, ...all.slice(0, index)].some((one) => isSameReading(each, one)),
  );
  const isAmbiguous = raw.fits && listed.some(({ fits }) => fits);
  return { chosen, others, isAmbiguous };
}

/** gRPC, gRPC-Web and Connect are one reading where no flag tells them apart. */
function isSameReading(left: FramingCandidate, right: FramingCandidate): boolean {
  return isEnvelope(left) && isEnvelope(right);
}

function isEnvelope({ format }: FramingCandidate): boolean {
  return format !== undefined && isEnvelopeFormat(format);
}

function isEnvelopeFormat({ framing }: FrameFormat): boolean {
  return framing === "grpc" || framing === "grpc-web" || framing === "connect";
}

function choose(
  bytes: Uint8Array,
  raw: FramingCandidate,
  framed: readonly FramingCandidate[],
): FramingCandidate {
  const fitting = framed.find(({ fits }) => fits);
  if (raw.fits) {
    const delimited = framed.find(({ format, fits }) => fits && format?.framing === "delimited");
    return delimited !== undefined && isLikelier(bytes, delimited) ? delimited : raw;
  }
  if (fitting !== undefined) return fitting;
  const partly = framed.find(
    (each) => each.isSound && each.explained >= TAKEN_SHARE && (isEnvelope(each) || each.frameCount > 2),
  );
  if (partly !== undefined) return partly;
  const envelope = framed.find((each) => isEnvelope(each) && isCutEnvelope(bytes, each));
  const isDelimited = ({ format }: FramingCandidate) => format?.framing === "delimited";
  return envelope ?? framed.find((each) => isDelimited(each) && isCutStream(bytes, each)) ?? raw;
}

/**
 * Delimited messages of which the last is cut short: it reads well as far as it goes, and there are two whole ones
 * before it, or one where the bytes make no message.
 */
function isCutStream(
  bytes: Uint8Array,
  { format, frameCount, explained, isSound: isWhole }: FramingCandidate,
): boolean {
  if (format === undefined || !isWhole || explained === 0) return false;
  let at = 0;
  for (let index = 0; index < frameCount; index++) {
    const header = format.read(bytes, at);
    if (header === undefined) return false;
    at = header.payloadStart + header.length;
  }
  const last = format.read(bytes, at);
  if (last === undefined || last.payloadStart >= bytes.length) return false;
  if (!isCutShort(bytes.subarray(last.payloadStart))) return false;
  return frameCount > 1 || beginsUnreadably(bytes);
}

/** The header of a first frame that is cut short: a plain flag and a length below 16 MiB. */
function isCutEnvelope(bytes: Uint8Array, { format }: FramingCandidate): boolean {
  const header = format?.read(bytes, 0);
  return header !== undefined && header.flags < 2 && bytes[1] === 0 && header.length > 0;
}

/**
 * For bytes that read both as one message and as delimited ones: the delimited reading is taken when the other has
 * one field with several wire types, or when it takes clearly fewer bits to describe.
 */
function isLikelier(bytes: Uint8Array, { format }: FramingCandidate): boolean {
  if (hasVaryingWireTypes(bytes)) return true;
  if (format === undefined || bytes.length > LONGEST_WEIGHED) return false;
  const guesser = new Guesser(bytes);
  let bits = 0;
  for (let at = 0; at < bytes.length; ) {
    const header = format.read(bytes, at);
    if (header === undefined) return false;
    const end = header.payloadStart + header.length;
    if (end > header.payloadStart) bits += messageBits(guesser, header.payloadStart, end);
    bits += 8 * (header.payloadStart - at);
    at = end;
  }
  return bits + 20 < messageBits(guesser, 0, bytes.length);
}

function messageBits(guesser: Guesser, start: number, end: number): number {
  const reading = guesser.rank(start, end).readings.find(({ name }) => name === "message");
  return reading?.cost ?? Number.POSITIVE_INFINITY;
}

function probe(bytes: Uint8Array, format: FrameFormat): FramingCandidate {
  let at = 0;
  let frameCount = 0;
  let explained = 0;
  let filled = 0;
  let sound = true;
  while (at < bytes.length && frameCount < MOST_FRAMES) {
    const header = format.read(bytes, at);
    if (header === undefined || header.doubts.some(({ code }) => code === "frame-flags-unknown")) break;
    const end = header.payloadStart + header.length;
    if (end > bytes.length) break;
    const looked = frameCount < PROBED_FRAMES && holdsMessage(header);
    if (looked && !isSound(bytes.subarray(header.payloadStart, end))) {
      sound = false;
      // Only envelopes are told of when their messages are damaged: of the others nobody asks how far they go.
      if (!isEnvelopeFormat(format)) break;
    }
    if (header.length > 0) filled++;
    frameCount++;
    explained = end;
    at = end;
  }
  // Zeros are a chain of empty messages; only the envelope of gRPC makes empty ones likely.
  const isFilled = 2 * filled > frameCount || (frameCount > 0 && format.framing === "grpc");
  const share = isFilled ? explained / bytes.length : 0;
  return { format, frameCount, explained: share, isSound: sound, fits: sound && share === 1 };
}
