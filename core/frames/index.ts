/** Frames around messages: the ways they are written, and finding out which one a buffer uses. */
export { type Compression, detectCompression } from "./compression.ts";
export { type DetectedFraming, detectFraming, type FramingCandidate } from "./detect.ts";
export { FORMATS } from "./formats.ts";
