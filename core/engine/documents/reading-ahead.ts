/** Large documents are read behind the back of whoever looks at their first rows already. */
import { setImmediate } from "node:timers/promises";
import type { DocumentSummary } from "../../contract/views.ts";
import type { RenderedDocument } from "../../documents/document.ts";
import type { Document } from "../../documents/index.ts";
import type { Steps } from "../../wire/steps.ts";

/** Time that a turn of reading takes of the engine, in ms: pages and calls are answered between two. */
const TURN = 8;
/** Time between two pieces of news about one document, in ms. */
const NEWS_EVERY = 200;

/** How a document is read. */
export interface ReadingAhead {
  readonly document: Document;
  /** Its JSON, where a type says what it is and it is not there yet; made when the records are. */
  readonly renderJson?: (() => Promise<RenderedDocument>) | undefined;
  /** False when nobody keeps the document any more. */
  readonly isWanted: () => boolean;
  readonly onNews: (summary: DocumentSummary) => void;
}

/** Begins to read: the first rows are there when it returns. The promise is fulfilled when all was read, or given up. */
export function readAhead({ document, renderJson, isWanted, onNews }: ReadingAhead): Promise<void> {
  const records = document.readRecords();
  // What is walked before the first page is a few ms of work, whatever the document.
  let begun = records.next();
  while (begun.done !== true && document.summary.treeRowCount === 0) begun = records.next();
  return readOn();

  async function readOn(): Promise<void> {
    if (!(await inTurns(records))) return;
    if (renderJson !== undefined) {
      const { json, findings } = await renderJson();
      document.attach(json, findings);
    }
    if (await inTurns(document.readRest())) onNews(document.summary);
  }

  /** False when the document was given up meanwhile. */
  async function inTurns(steps: Steps<void>): Promise<boolean> {
    let toldAt = performance.now();
    for (;;) {
      await setImmediate();
      if (!isWanted()) return false;
      const begunAt = performance.now();
      while (performance.now() - begunAt < TURN) if (steps.next().done === true) return true;
      if (begunAt - toldAt < NEWS_EVERY) continue;
      toldAt = begunAt;
      onNews(document.summary);
    }
  }
}
