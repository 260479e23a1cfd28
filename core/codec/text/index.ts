/** The protobuf text format, both ways: https://protobuf.dev/reference/protobuf/textformat-spec/. Pure. */
export { encodeText } from "./encode/encode-text.ts";
export { renderText, transcodeToText } from "./render/render-text.ts";
export type { EncodedText, EncodeTextOptions, RenderedText, RenderTextOptions } from "./types.ts";
