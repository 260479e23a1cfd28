/** A document: bytes with an optional schema, read in pages by any face. */
export { byteRuns } from "./byte-runs.ts";
export { createDocument } from "./create.ts";
export type { Document, DocumentInput, DocumentJson, DocumentSource, InputSource } from "./document.ts";
export { fieldDifferences } from "./field-diff.ts";
export { FieldNames } from "./field-names.ts";
