import { useEffect, useState } from "react";
import type { HistoryPage } from "../../core/contract/history.ts";
import { engine } from "../engine/link.ts";
import { runs } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { historyState } from "./actions.ts";

/** Calls that are listed; a search finds those before. */
const LISTED = 500;
/** Pause after a keystroke or a call, in ms: a call is noted after its answer was shown. */
const PAUSE = 150;

const NOTHING: HistoryPage = { entries: [], total: 0 };

/** The calls that a search finds, newest first; kept up to date while calls are made. */
export function useHistory(query: string, pinned: boolean): HistoryPage {
  const [page, setPage] = useState(NOTHING);
  const turn = useStore(historyState, (state) => state.turn);
  const state = useStore(runs, (all) => all);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a call that ended or a pin is another list
  useEffect(() => {
    let isWanted = true;
    const timer = window.setTimeout(() => {
      void engine()
        .then((one) => one.listHistory({ query, start: 0, end: LISTED, pinned }))
        .then((found) => isWanted && setPage(found))
        .catch(() => undefined);
    }, PAUSE);
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
  }, [query, pinned, turn, state]);
  return page;
}
