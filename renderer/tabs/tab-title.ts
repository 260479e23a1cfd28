import { splitMethod } from "../format/method-kind.ts";
import type { Draft } from "../state/drafts.ts";

/** What a tab is called: its name in a collection, its method, or where its bytes came from. */
export function tabTitle(tab: Draft): string {
  if (tab.kind === "payload") return tab.title;
  if (tab.saved !== undefined) return tab.saved.request.name;
  return tab.method === "" ? "New request" : splitMethod(tab.method).name;
}
