/** The summary of a document that nobody has looked at: what costs time is computed when it is read. */
import type { DocumentSummary } from "../contract/views.ts";
import type { Document } from "./document.ts";

/** Holds no document: of one that was let go meanwhile it tells no findings and no sizes but the length. */
export function lateSummary(document: Document): DocumentSummary {
  const held = new WeakRef(document);
  const whole = (): DocumentSummary | undefined => {
    const known = held.deref();
    // Its JSON is made by the first look at it.
    known?.readJson(0, 0);
    return known?.summary;
  };
  return {
    documentId: document.id,
    byteLength: document.bytes.length,
    get jsonByteLength() {
      return whole()?.jsonByteLength ?? 0;
    },
    get jsonTextLength() {
      return whole()?.jsonTextLength ?? 0;
    },
    get treeRowCount() {
      return held.deref()?.analysis.walk.records.count ?? 0;
    },
    typeName: document.source.type?.typeName ?? "",
    get findings() {
      return whole()?.findings ?? [];
    },
    steps: [],
  };
}
