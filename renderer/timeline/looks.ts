/** How each tab looks at its timeline: kept while the tab is open, so that turning to another view loses nothing. */

import type { TimelineFilter } from "../../core/contract/recordings.ts";
import { createStore } from "../state/store.ts";
import { without } from "../state/without.ts";

/** What was chosen for a timeline. */
export interface TimelineLook {
  readonly filter: TimelineFilter;
  readonly charted: boolean;
  /** The field that is drawn, as `in loss`; empty for the first. */
  readonly field: string;
  /** The recording that the two below are about: another call begins anew. */
  readonly recordingId: string;
  /** True while the newest row is kept in view. */
  readonly follows: boolean;
  /** Events that are shown of a stream that goes on; absent while all are. */
  readonly held?: number | undefined;
  /** True where a message was picked before the view was held. */
  readonly pinned?: boolean;
}

/** By tab. */
export const looks = createStore<Readonly<Record<string, TimelineLook>>>({});

/** The look of a tab at a recording; a filter and a chart stay for the next call, `follows` begins with it. */
export function lookAt(
  state: Readonly<Record<string, TimelineLook>>,
  tabId: string,
  { recordingId, isLive }: { readonly recordingId: string; readonly isLive: boolean },
): TimelineLook {
  const kept = state[tabId];
  if (kept?.recordingId === recordingId) return kept;
  const { filter = {}, charted = false, field = "" } = kept ?? {};
  return { filter, charted, field, recordingId, follows: isLive };
}

/** Changes the look of a tab, which is `now` at present. */
export function changeLook(tabId: string, now: TimelineLook, change: Partial<TimelineLook>): void {
  looks.update((state) => ({ ...state, [tabId]: { ...now, ...change } }));
}

/** Forgets the look of a closed tab. */
export function dropLook(tabId: string): void {
  looks.update((state) => without(state, tabId));
}
