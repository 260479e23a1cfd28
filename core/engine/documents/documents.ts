/** Makes documents and keeps them under an id, within bounds: a stream without end takes no memory without end. */
import type { DocumentSummary } from "../../contract/views.ts";
import type { RenderedDocument } from "../../documents/document.ts";
import type { Document, DocumentSource } from "../../documents/index.ts";
import { LARGE } from "../../documents/large.ts";
import { ByteglassError } from "../../error.ts";
import { createBoundedStore } from "../bounded-store.ts";
import { createIdentifiers } from "../identifiers.ts";
import { documentsRoom } from "../rooms.ts";
import type { KeptNames } from "./kept-names.ts";
import { readAhead } from "./reading-ahead.ts";

/** Documents kept, and the bytes that their messages and texts may have together. */
const bounds = { maximumCount: 20_000, maximumWeight: 512 * 1024 * 1024 };
/** What a document costs beside its message and its text, in bytes: a guess on the safe side. */
const overhead = 1024;

/**
 * A function that makes documents at once, and keeps them. Of a large one the summary may tell the beginning alone, with
 * its `progress`; `renderJson` then makes the JSON that the source lacks.
 */
export type AddDocument = (
  source: Omit<DocumentSource, "id">,
  renderJson?: () => Promise<RenderedDocument>,
) => DocumentSummary;

/** The documents that are alive. */
export interface DocumentStore {
  /** Resolves when documents can be made. */
  ready(): Promise<AddDocument>;
  /** True for bytes of which a document is shown before it is read whole. */
  isReadAhead(bytes: Uint8Array): boolean;
  /** Throws `not-found` for an id that is unknown, released or was pushed out. */
  get(documentId: string): Document;
  /** The same, once it is read whole. */
  whole(documentId: string): Promise<Document>;
  release(documentId: string): void;
  clear(): void;
}

/**
 * An empty store, whose documents share the names that were given to fields. With `onNews` large documents are read ahead,
 * and it hears how far.
 */
export function createDocumentStore(
  names: KeptNames,
  onNews?: (summary: DocumentSummary) => void,
): DocumentStore {
  const documents = createBoundedStore<Document>(bounds);
  const nextId = createIdentifiers("document");
  /** Documents that are being read, until they are whole. */
  const reading = new Map<string, Promise<void>>();

  async function ready(): Promise<AddDocument> {
    const [{ createDocument }, given] = await Promise.all([documentsRoom(), names.load()]);
    return (source, renderJson) => {
      const document = createDocument({ names: given, ...source, id: nextId() });
      const { id } = document;
      const textLength = source.json?.text.length ?? 0;
      documents.add(id, document, source.bytes.byteLength + 2 * textLength + overhead);
      if (onNews !== undefined && isReadAhead(source.bytes)) {
        const isWanted = () => documents.get(id) !== undefined;
        const read = readAhead({ document, renderJson, isWanted, onNews });
        reading.set(id, read);
        // Who waits for the whole hears of a failure; `get` is for those who do not.
        read.catch(() => undefined).finally(() => reading.delete(id));
      }
      return document.summary;
    };
  }

  function isReadAhead(bytes: Uint8Array): boolean {
    return onNews !== undefined && bytes.length >= LARGE;
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
    isReadAhead,
    get,
    async whole(documentId) {
      await reading.get(documentId);
      return get(documentId);
    },
    release: (documentId) => void documents.delete(documentId),
    clear: () => documents.clear(),
  };
}
