/** Makes documents and keeps them under an id, within bounds: a stream without end takes no memory without end. */
import type { DocumentSummary } from "../contract/views.ts";
import type { Document, DocumentSource } from "../documents/index.ts";
import { ByteglassError } from "../error.ts";
import { createBoundedStore } from "./bounded-store.ts";
import { createIdentifiers } from "./identifiers.ts";
import type { KeptNames } from "./kept-names.ts";
import { documentsRoom } from "./rooms.ts";

/** Documents kept, and the bytes that their messages and texts may have together. */
const bounds = { maximumCount: 20_000, maximumWeight: 512 * 1024 * 1024 };
/** What a document costs beside its message and its text, in bytes: a guess on the safe side. */
const overhead = 1024;

/** A function that makes documents at once, and keeps them. */
export type AddDocument = (source: Omit<DocumentSource, "id">) => DocumentSummary;

/** The documents that are alive. */
export interface DocumentStore {
  /** Resolves when documents can be made. */
  ready(): Promise<AddDocument>;
  /** Throws `not-found` for an id that is unknown, released or was pushed out. */
  get(documentId: string): Document;
  release(documentId: string): void;
  clear(): void;
}

/** An empty store, whose documents share the names that were given to fields. */
export function createDocumentStore(names: KeptNames): DocumentStore {
  const documents = createBoundedStore<Document>(bounds);
  const nextId = createIdentifiers("document");

  async function ready(): Promise<AddDocument> {
    const [{ createDocument }, given] = await Promise.all([documentsRoom(), names.load()]);
    return (source) => {
      const document = createDocument({ names: given, ...source, id: nextId() });
      const textLength = source.json?.text.length ?? 0;
      documents.add(document.id, document, source.bytes.byteLength + 2 * textLength + overhead);
      return document.summary;
    };
  }

  function get(documentId: string): Document {
    const document = documents.get(documentId);
    if (document !== undefined) return document;
    throw new ByteglassError("not-found", `The document "${documentId}" is not kept any more.`, {
      hint: "Send or decode it again; the oldest documents make room for new ones.",
    });
  }

  return {
    ready,
    get,
    release: (documentId) => void documents.delete(documentId),
    clear: () => documents.clear(),
  };
}
