import type { Finding } from "../finding.ts";

/** A compression that the first bytes show. The engine undoes it, since that needs more than pure code. */
export type Compression = "gzip" | "zlib" | "zstd";

/** Another way to take the same input. */
export interface InputAlternative {
  /** `base64`, `varint-delimited message 2 of 3`. */
  readonly label: string;
  readonly bytes: Uint8Array;
  readonly steps: readonly string[];
}

/** The bytes of a message and the way to them. */
export interface DecodedInput {
  readonly bytes: Uint8Array;
  /** One fragment a step, in order: `pasted hex, 9 characters`, `gRPC frame 41 B`. */
  readonly steps: readonly string[];
  readonly findings: readonly Finding[];
  /** Other readings that also fit, best first. */
  readonly alternatives: readonly InputAlternative[];
  /** Set when `bytes` are compressed: decompress them and go on with `continueInput`. */
  readonly compression?: Compression;
}

/** What a form of text gives: bytes, or nothing when the text is not of that form. */
export interface DecodedForm {
  /** `hex`, `base64`, `Go byte list`. */
  readonly form: string;
  readonly bytes: Uint8Array;
  readonly findings?: readonly Finding[];
}
