/** A document: bytes with an optional schema, read in pages by any face. */
export { createDocument } from "./create.ts";
export type { Document, DocumentInput, DocumentJson, DocumentSource, InputSource } from "./document.ts";
