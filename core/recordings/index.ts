/** The recordings room's door: what happened in a call, kept and read in pages. */
export { messageText } from "./decoder.ts";
export { type PlainEvent, Recording, type RecordingSubject } from "./recording.ts";
export { numericFieldsOf, SeriesReader } from "./series.ts";
export { StripReader } from "./strip.ts";
export { Timeline } from "./timeline.ts";
