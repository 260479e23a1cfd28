/** A document: bytes with an optional schema, read in pages by any face. */
export type { Document, DocumentJson, DocumentSource } from "./document.ts";
