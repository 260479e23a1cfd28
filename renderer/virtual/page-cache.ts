/** Rows that are read in pages as they come into view, a bounded number of them kept. */
import { createStore, type Store } from "../state/store.ts";

/** Pages of rows by index, with a signal when one arrives. */
export interface PageCache<Row> {
  /** Changes whenever a page arrives or is refused. */
  readonly revision: Store<number>;
  /** The row, when its page is here. */
  get(index: number): Row | undefined;
  /** Asks for the pages that hold rows `start` to `end`. */
  ensure(start: number, end: number): void;
  /** Why the last page could not be read. */
  failure(): unknown;
}

/** Rows a page holds, and pages that are kept. */
export const PAGE_SIZE = 128;
const PAGE_LIMIT = 64;

/** A cache over `load`, which answers the rows `start` to `end`. */
export function createPageCache<Row>(
  load: (start: number, end: number) => Promise<readonly Row[]>,
): PageCache<Row> {
  const pages = new Map<number, readonly Row[] | "loading">();
  const revision = createStore(0);
  let failure: unknown;

  function fetchPage(page: number): void {
    pages.set(page, "loading");
    load(page * PAGE_SIZE, (page + 1) * PAGE_SIZE).then(
      (rows) => {
        pages.set(page, rows);
        drop();
        revision.update((count) => count + 1);
      },
      (thrown: unknown) => {
        failure = thrown;
        pages.set(page, []);
        revision.update((count) => count + 1);
      },
    );
  }

  function drop(): void {
    for (const page of pages.keys()) {
      if (pages.size <= PAGE_LIMIT) return;
      pages.delete(page);
    }
  }

  return {
    revision,
    failure: () => failure,
    get(index) {
      const page = pages.get(Math.floor(index / PAGE_SIZE));
      return page === undefined || page === "loading" ? undefined : page[index % PAGE_SIZE];
    },
    ensure(start, end) {
      for (let page = Math.floor(start / PAGE_SIZE); page * PAGE_SIZE < end; page += 1) {
        const kept = pages.get(page);
        if (kept === undefined) fetchPage(page);
        else {
          pages.delete(page);
          pages.set(page, kept);
        }
      }
    },
  };
}
