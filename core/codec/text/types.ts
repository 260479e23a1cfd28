import type { Registry } from "@bufbuild/protobuf";
import type { Finding } from "../../finding.ts";

/** How `encodeText` reads a text. */
export interface EncodeTextOptions {
  /** Resolves type URLs of `Any` and extension names. */
  readonly registry: Registry;
  /** Accepts what `EncodeOptions.lenient` accepts, with a warning each. */
  readonly lenient?: boolean;
  /** How many messages may be nested below the outermost one; 100 unless told, at most 500. */
  readonly maxDepth?: number;
}

/** A text as the bytes of its message. */
export interface EncodedText {
  readonly bytes: Uint8Array;
}

/** How `renderText` and `transcodeToText` write a text. */
export interface RenderTextOptions {
  /** Resolves type URLs of `Any` and extension numbers. */
  readonly registry: Registry;
  /** Spaces a level; 0 writes everything on one line; 2 unless told, at most 16. */
  readonly indent?: number;
  /** Writes unknown fields too, by number. No parser reads these back, so they are left out unless told. */
  readonly unknownFields?: boolean;
  /** How many messages may be nested below the outermost one; 100 unless told, at most 500. */
  readonly maxDepth?: number;
}

/** The bytes of a message as text. There is always a text; what it could not say is in the findings. */
export interface RenderedText {
  readonly text: string;
  /** What the text leaves out or shows in another form, with byte offsets. At most 100. */
  readonly findings: readonly Finding[];
}
