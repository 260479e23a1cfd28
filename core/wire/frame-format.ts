import type { AtomKind } from "../contract/views.ts";
import type { Span } from "../finding.ts";
import type { FindingCode } from "./codes.ts";
import type { MarkValue } from "./marks.ts";

/** One part of a frame's header. */
export interface FramePart extends Span {
  readonly kind: AtomKind;
}

/** Something about a header that is worth a finding. */
export interface FrameDoubt extends Span {
  readonly code: FindingCode;
  readonly values: readonly MarkValue[];
}

/** The header of one frame, read from its bytes. Offsets are absolute. */
export interface FrameHeader {
  /** The parts tile the header. */
  readonly parts: readonly FramePart[];
  readonly payloadStart: number;
  /** Payload bytes as the header says them; those of the rest of the buffer where it says none. */
  readonly length: number;
  /** The flags byte; 0 where there is none. */
  readonly flags: number;
  readonly role: "message" | "trailers" | "end-stream";
  /** The compression that flags and first bytes show; `unknown` when only the flag does; empty for none. */
  readonly compression: "" | "gzip" | "zlib" | "zstd" | "unknown";
  readonly doubts: readonly FrameDoubt[];
}

/** How messages stand one after another in a buffer. */
export interface FrameFormat {
  readonly framing:
    | "grpc"
    | "grpc-web"
    | "connect"
    | "delimited"
    | "confluent"
    | "fixed32-big"
    | "fixed32-little";
  /** The finding for bytes after the last frame that are no header. */
  readonly remainder: FindingCode;
  /** The header of the frame at `start`; undefined when the bytes there are none. */
  read(bytes: Uint8Array, start: number): FrameHeader | undefined;
  /** The bytes of the part that holds the length, for another length; undefined where the header says none. */
  writeLength(header: FrameHeader, length: number): (Span & { readonly bytes: Uint8Array }) | undefined;
}

/** True for a frame whose payload is walked in place: a message that is not compressed. */
export function holdsMessage(header: FrameHeader): boolean {
  return header.role === "message" && header.compression === "";
}
