import type { Registry } from "@bufbuild/protobuf";
import type { Finding } from "../finding.ts";

/**
 * Which part of a JSON text stands for which bytes: quadruples `textStart, textEnd, byteStart, byteEnd`, half open,
 * in text order with parents before children. Text offsets are UTF-16 and cover key and value; byte offsets cover
 * the whole record, tag included. Items of a packed list are linked to their own bytes, a map entry to its entry
 * record, and inside it the key and the value to their records.
 */
export type SpanLinks = Int32Array;

/** How `encodeJson` reads a text. */
export interface EncodeOptions {
  /** Resolves `Any` type URLs and extension names. */
  readonly registry: Registry;
  /**
   * Accepts, with a warning each, instead of refusing: keys and enum names that the schema does not know (skipped), a
   * second equal key or member of a oneof (skipped), numbers out of range (their low bits; infinity for floats).
   */
  readonly lenient?: boolean;
  /** How many messages may be nested below the outermost one; 100 unless told, at most 500. */
  readonly maxDepth?: number;
  /** False leaves `links` empty; true unless told. */
  readonly links?: boolean;
  /** Writes what the text has: zeros of fields without presence too, which a writer leaves out; asks for no required field. */
  readonly verbatim?: boolean;
}

/** A JSON text as the bytes of its message. */
export interface EncodedJson {
  readonly bytes: Uint8Array;
  readonly links: SpanLinks;
  /** Length of the text in UTF-8 bytes without the whitespace between its tokens. */
  readonly compactByteLength: number;
}

/** How `renderJson` writes a text. */
export interface RenderOptions {
  /** Resolves `Any` type URLs and extension numbers. */
  readonly registry: Registry;
  /** Spaces a level; 0 writes everything on one line without spaces; 2 unless told, at most 16. */
  readonly indent?: number;
  /** False leaves `links` empty; true unless told. */
  readonly links?: boolean;
  /** How many messages may be nested below the outermost one; 100 unless told, at most 500. */
  readonly maxDepth?: number;
}

/** The bytes of a message as JSON text. There is always a text; what it could not say is in the findings. */
export interface RenderedJson {
  readonly text: string;
  readonly links: SpanLinks;
  /** What the text leaves out or shows in another form, with byte offsets. At most 100. */
  readonly findings: readonly Finding[];
  /** Length of the same JSON in UTF-8 bytes without any whitespace between its tokens. */
  readonly compactByteLength: number;
}

/** How `transcodeToJson` and `normalizeBytes` read bytes. */
export interface TranscodeOptions {
  readonly registry: Registry;
  /** How many messages may be nested below the outermost one; 100 unless told, at most 500. */
  readonly maxDepth?: number;
}
