import type { Finding } from "../finding.ts";
import { confluentHeaderEnd, type Frame, readDelimited, readGrpcFrames } from "./frames.ts";
import type { Compression, DecodedInput, InputAlternative } from "./input.ts";
import { hasVaryingWireTypes, isSound } from "./soundness.ts";
import { findSuspicions } from "./suspicions.ts";

/** Alternatives that are listed; a stream may hold millions of frames. */
const LISTED_FRAMES = 100;
/** Frames whose messages are read to judge a framing. */
const PROBED_FRAMES = 256;

/** Bytes on the way to a message: what led here so far. */
export interface Progress {
  readonly bytes: Uint8Array;
  readonly steps: readonly string[];
  readonly findings: readonly Finding[];
  readonly alternatives: readonly InputAlternative[];
}

/** Looks for a compression, then for frames, then at the message itself. Nothing is taken off a sound message. */
export function unwrap(progress: Progress): DecodedInput {
  const compression = detectCompression(progress.bytes);
  if (compression !== undefined) return { ...progress, compression };
  const framed = unframe(progress);
  const inner = detectCompression(framed.bytes);
  if (inner !== undefined && framed !== progress) return { ...framed, compression: inner };
  return { ...framed, findings: [...framed.findings, ...findSuspicions(framed.bytes)] };
}

/** What the first bytes say about compression. */
export function detectCompression(bytes: Uint8Array): Compression | undefined {
  const [first, second, third, fourth] = bytes;
  if (first === 0x1f && second === 0x8b) return "gzip";
  if (first === 0x28 && second === 0xb5 && third === 0x2f && fourth === 0xfd) return "zstd";
  const isZlib = first === 0x78 && (second === 0x01 || second === 0x9c || second === 0xda);
  return isZlib && !isSound(bytes) ? "zlib" : undefined;
}

function unframe(progress: Progress): Progress {
  const { bytes } = progress;
  if (bytes.length === 0) return progress;
  const delimited = soundDelimited(bytes);
  if (isSound(bytes)) return delimited === undefined ? progress : chooseFraming(progress, delimited);
  const grpc = readGrpcFrames(bytes);
  if (grpc !== undefined && grpcFits(bytes, grpc)) return takeFrame(progress, grpc, "gRPC frame");
  const confluent = confluentHeaderEnd(bytes);
  if (confluent !== undefined && isSound(bytes.subarray(confluent)))
    return takeConfluent(progress, confluent);
  if (delimited !== undefined) return takeFrame(progress, delimited, "varint-delimited message");
  const plausible = grpc !== undefined && (grpc[0]?.flags ?? 2) < 2 && bytes[1] === 0;
  return plausible ? takeFrame(progress, grpc, "gRPC frame") : progress;
}

/** For bytes that read both as one message and as delimited ones: the reading without odd wire types is taken. */
function chooseFraming(progress: Progress, delimited: readonly Frame[]): Progress {
  const { bytes, steps } = progress;
  const name = "varint-delimited message";
  if (hasVaryingWireTypes(bytes)) {
    const raw = { label: "one message without a length", bytes, steps };
    const taken = takeFrame(progress, delimited, name);
    return { ...taken, findings: [...taken.findings, AMBIGUOUS], alternatives: [...taken.alternatives, raw] };
  }
  const payload = bytes.subarray(delimited[0]?.payloadStart, delimited[0]?.end);
  const alternative = { label: `${name}s`, bytes: payload, steps: [...steps, frameStep(name, delimited, 0)] };
  return {
    ...progress,
    findings: [...progress.findings, AMBIGUOUS],
    alternatives: [...progress.alternatives, alternative],
  };
}

function soundDelimited(bytes: Uint8Array): readonly Frame[] | undefined {
  const frames = readDelimited(bytes);
  return frames !== undefined && allSound(bytes, frames) ? frames : undefined;
}

const AMBIGUOUS: Finding = {
  code: "framing-ambiguous",
  severity: "information",
  message: "The bytes read completely both as one message and as messages with a length before each.",
  hint: "Choose the other reading if this one makes no sense.",
};

/** Whether gRPC frames are whole and what they hold can be messages: compressed ones and trailers are not read. */
function grpcFits(bytes: Uint8Array, frames: readonly Frame[]): boolean {
  const plain = frames.filter((frame) => frame.flags === 0);
  return frames.every((frame) => frame.missing === 0) && allSound(bytes, plain);
}

/** Whether the first frames hold sound messages; the rest of a long stream is taken on trust. */
function allSound(bytes: Uint8Array, frames: readonly Frame[]): boolean {
  return frames
    .slice(0, PROBED_FRAMES)
    .every((frame) => isSound(bytes.subarray(frame.payloadStart, frame.end)));
}

function takeConfluent(progress: Progress, headerEnd: number): Progress {
  const id = new DataView(progress.bytes.buffer, progress.bytes.byteOffset + 1, 4).getUint32(0);
  const finding: Finding = {
    code: "confluent-header",
    severity: "information",
    message: `The first ${headerEnd} bytes are a Confluent header with schema id ${id}; the message follows it.`,
  };
  return {
    ...progress,
    bytes: progress.bytes.subarray(headerEnd),
    steps: [...progress.steps, `Confluent header, schema ${id}`],
    findings: [...progress.findings, finding],
  };
}

/** Takes the first frame; the others become alternatives. */
function takeFrame(progress: Progress, frames: readonly Frame[], name: string): Progress {
  const { bytes } = progress;
  const payloads = frames.slice(0, LISTED_FRAMES).map((frame, index) => ({
    label: frameStep(name, frames, index),
    bytes: bytes.subarray(frame.payloadStart, frame.end),
    steps: [...progress.steps, frameStep(name, frames, index)],
  }));
  const [first, ...others] = payloads;
  if (first === undefined) return progress;
  return {
    bytes: first.bytes,
    steps: first.steps,
    findings: [...progress.findings, ...frameFindings(bytes, frames)],
    alternatives: [...progress.alternatives, ...others],
  };
}

function frameStep(name: string, frames: readonly Frame[], index: number): string {
  const frame = frames[index];
  const place = frames.length > 1 ? ` ${index + 1} of ${frames.length}` : "";
  return `${name}${place} ${(frame?.end ?? 0) - (frame?.payloadStart ?? 0)} B`;
}

function frameFindings(bytes: Uint8Array, frames: readonly Frame[]): readonly Finding[] {
  const findings: Finding[] = [];
  const last = frames.at(-1);
  const first = frames[0];
  if (last !== undefined && last.missing > 0) {
    findings.push({
      code: "frame-truncated",
      severity: "error",
      message: `The frame at 0x${last.start.toString(16).padStart(2, "0")} (${last.start}) is cut short: ${last.missing} bytes missing.`,
    });
  }
  if (first !== undefined && first.end === first.payloadStart && frames.length === 1) {
    findings.push({
      code: "frame-empty",
      severity: "information",
      message: "The frame holds an empty message.",
    });
  }
  const payload = bytes.subarray(first?.payloadStart, first?.end);
  if (first?.flags === 1 && payload.length > 0 && detectCompression(payload) === undefined) {
    findings.push({
      code: "frame-compression-unknown",
      severity: "warning",
      message: `The frame says that its message is compressed, in a way its first bytes do not show.${isSound(payload) ? " It reads cleanly as it is." : ""}`,
      hint: "The header grpc-encoding of the call names the compression.",
    });
  }
  return findings;
}
