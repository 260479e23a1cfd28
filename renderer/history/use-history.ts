import { useEffect, useMemo, useState } from "react";
import type { HistoryEntry, HistoryPage } from "../../core/contract/history.ts";
import { engine } from "../engine/link.ts";
import { runs } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { createPageCache, PAGE_SIZE, type PageCache } from "../virtual/page-cache.ts";
import { historyState } from "./actions.ts";

/** Pause after a keystroke or a call, in ms: a call is noted after its answer was shown. */
const PAUSE = 150;

/** The calls that a search finds, newest first. A call is there when its page is. */
export interface HistoryList {
  readonly total: number;
  readonly findings: NonNullable<HistoryPage["findings"]>;
  readonly get: (index: number) => HistoryEntry | undefined;
  readonly ensure: (start: number, end: number) => void;
}

interface Listed {
  readonly key: string;
  readonly total: number;
  readonly findings: HistoryList["findings"];
  readonly pages: PageCache<HistoryEntry>;
  /** The same list before the last call: its rows stand in while pages are on their way. */
  readonly before?: PageCache<HistoryEntry>;
}

const NOTHING: Listed = { key: "", total: 0, findings: [], pages: createPageCache(async () => []) };

/** All calls that a search finds, read in pages; kept up to date while calls are made. */
export function useHistory(query: string, pinned: boolean): HistoryList {
  const [listed, setListed] = useState(NOTHING);
  const turn = useStore(historyState, (state) => state.turn);
  const state = useStore(runs, (all) => all);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a call that ended or a pin is another list
  useEffect(() => {
    let isWanted = true;
    const timer = window.setTimeout(() => {
      void read(query, pinned)
        .then((next) => isWanted && setListed((last) => follow(last, next)))
        .catch(() => undefined);
    }, PAUSE);
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
  }, [query, pinned, turn, state]);
  const revision = useStore(listed.pages.revision, (count) => count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page that arrived is another list to draw
  return useMemo(() => {
    const { total, findings, pages, before } = listed;
    const get = (index: number) => pages.get(index) ?? before?.get(index);
    return { total, findings, get, ensure: pages.ensure };
  }, [listed, revision]);
}

async function read(query: string, pinned: boolean): Promise<Listed> {
  const list = async (start: number, end: number) =>
    (await engine()).listHistory({ query, start, end, pinned });
  const first = await list(0, PAGE_SIZE);
  const pages = createPageCache(async (start, end) =>
    start === 0 ? first.entries : (await list(start, end)).entries,
  );
  pages.ensure(0, PAGE_SIZE);
  return { key: `${pinned} ${query}`, total: first.total, findings: first.findings ?? [], pages };
}

function follow(last: Listed, next: Listed): Listed {
  return last.key === next.key ? { ...next, before: last.pages } : next;
}
