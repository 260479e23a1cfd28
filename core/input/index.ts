/** Pasted text or a file as the bytes of a message, with the chain of steps that led there. */
export { decodeFile } from "./decode-file.ts";
export { continueInput, decodeText } from "./decode-text.ts";
export type { Compression, DecodedForm, DecodedInput, InputAlternative } from "./input.ts";
