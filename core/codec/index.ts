/** The codec: JSON text to bytes and back, exact, by field number over protobuf-es descriptors. Pure. */
import type { DescMessage } from "@bufbuild/protobuf";
import type { Finding, Result } from "../finding.ts";
import type { EncodedJson, EncodeOptions, RenderedJson, RenderOptions, TranscodeOptions } from "./types.ts";

export type {
  EncodedJson,
  EncodeOptions,
  RenderedJson,
  RenderOptions,
  SpanLinks,
  TranscodeOptions,
} from "./types.ts";

const unfinished: Finding = { code: "unfinished", severity: "error", message: "The codec is not finished." };

/** Encodes a ProtoJSON text as the bytes of a message. Reports everything it refuses, with places in the text. */
export function encodeJson(_type: DescMessage, _text: string, _options: EncodeOptions): Result<EncodedJson> {
  return { ok: false, findings: [unfinished] };
}

/** Writes the bytes of a message as ProtoJSON. Never fails: what JSON cannot say is in the findings. */
export function renderJson(_type: DescMessage, _bytes: Uint8Array, _options: RenderOptions): RenderedJson {
  return { text: "{}", links: new Int32Array(0), findings: [unfinished], compactByteLength: 2 };
}

/** Writes the bytes of a message as compact ProtoJSON, and refuses what a conforming parser must refuse. */
export function transcodeToJson(
  _type: DescMessage,
  _bytes: Uint8Array,
  _options: TranscodeOptions,
): Result<string> {
  return { ok: false, findings: [unfinished] };
}

/** Rewrites the bytes of a message as a conforming serializer would; unknown fields are kept. */
export function normalizeBytes(
  _type: DescMessage,
  _bytes: Uint8Array,
  _options: TranscodeOptions,
): Result<Uint8Array> {
  return { ok: false, findings: [unfinished] };
}
