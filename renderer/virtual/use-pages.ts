import { useEffect, useMemo, useRef } from "react";
import type { DocumentSummary, HexRow } from "../../core/contract/views.ts";
import { engine } from "../engine/link.ts";
import { halves, type RowBytes } from "../hex/cells.ts";
import { useStore } from "../state/use-store.ts";
import { createPageCache, type PageCache } from "./page-cache.ts";

interface Pages<Row> {
  readonly get: (index: number) => Row | undefined;
  readonly ensure: (start: number, end: number) => void;
}

/**
 * Rows of a document's hex pages, each of so many bytes; read again while it is being read, for what a byte is shows when
 * it was walked.
 */
export function useHexPages({ documentId, progress }: DocumentSummary, rowBytes: RowBytes): Pages<HexRow> {
  return usePages(documentId, progress?.done ?? -1, rowBytes === 16 ? readHex : readHalves);
}

async function readHex(documentId: string, start: number, end: number): Promise<readonly HexRow[]> {
  return (await engine()).readHex({ documentId, start, end });
}

/** Rows `start` to `end` of 8 bytes, where `start` is even. */
async function readHalves(documentId: string, start: number, end: number): Promise<readonly HexRow[]> {
  return (await readHex(documentId, start / 2, Math.ceil(end / 2))).flatMap(halves);
}

/** While a new document's first page is on its way the rows of the one before stand in, so that typing does not flicker. */
function usePages<Row>(
  documentId: string,
  version: number,
  load: (documentId: string, start: number, end: number) => Promise<readonly Row[]>,
): Pages<Row> {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the same rows
  const cache = useMemo(
    () => createPageCache((start, end) => load(documentId, start, end)),
    [documentId, version, load],
  );
  const previous = useRef<{ readonly cache: PageCache<Row>; readonly load: unknown } | undefined>(undefined);
  const revision = useStore(cache.revision, (count) => count);
  // Rows of another length are no stand-in.
  const before = previous.current?.load === load ? previous.current.cache : undefined;
  useEffect(() => {
    if (revision > 0) previous.current = { cache, load };
  }, [cache, revision, load]);
  return useMemo(() => {
    const standIn = revision === 0 ? before : undefined;
    return { get: (index: number) => cache.get(index) ?? standIn?.get(index), ensure: cache.ensure };
  }, [cache, revision, before]);
}
