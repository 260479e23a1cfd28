/** The codec: JSON and text format to bytes and back, exact, by field number over protobuf-es descriptors. Pure. */
export { encodeJson } from "./encode/encode-json.ts";
export { jsonListItems } from "./encode/list-items.ts";
export { normalizeBytes } from "./normalize/normalize-bytes.ts";
export { renderJson, transcodeToJson } from "./render/render-json.ts";
export {
  type EncodedText,
  type EncodeTextOptions,
  encodeText,
  type RenderedText,
  type RenderTextOptions,
  renderText,
  transcodeToText,
} from "./text/index.ts";
export type {
  EncodedJson,
  EncodeOptions,
  RenderedJson,
  RenderOptions,
  SpanLinks,
  TranscodeOptions,
} from "./types.ts";
