/** Pasted text or a file as bytes, and what may have happened to them before they came here. */
export { foreignBytes, jsonAsBytes, textAsBytes, textInBytes } from "./decode-file.ts";
export { decodeText } from "./decode-text.ts";
export type { DecodedForm, DecodedText } from "./input.ts";
export { findSuspicions } from "./suspicions.ts";
