/** What is in front, for components. */
import type { DocumentSummary, SchemaSummary } from "../../core/contract/views.ts";
import type { Composed } from "./compositions.ts";
import type { Connection } from "./connections.ts";
import { activeTab, type Draft } from "./drafts.ts";
import { editedAt } from "./edited.ts";
import type { Run } from "./runs.ts";
import { compositions, connections, drafts, edited, payloads, runs } from "./stores.ts";
import { useStore } from "./use-store.ts";

/** The tab in front. */
export function useActiveTab(): Draft | undefined {
  return useStore(drafts, activeTab);
}

/** A connection by its id. */
export function useConnection(id: string): Connection | undefined {
  return useStore(connections, (state) => state.byId[id]);
}

/** The connection the window shows: that of the tab in front, or else the last one used. */
export function useCurrentConnection(): Connection | undefined {
  const tabConnection = useActiveTab()?.connectionId ?? "";
  return useStore(connections, ({ byId, lastId }) => byId[tabConnection] ?? byId[lastId]);
}

/** The payload in front as its edits made it, once it was read; undefined for other tabs. */
export function useShownPayload(): DocumentSummary | undefined {
  const tab = useActiveTab();
  const payload = tab?.kind === "payload" ? tab : undefined;
  const base = useStore(payloads, (state) => state[payload?.id ?? ""]?.document);
  return useStore(edited, (state) => editedAt(state, payload?.id ?? "", base, payload?.edits?.at ?? 0));
}

/** A connection's schema, once it is there. */
export function useSchema(connectionId: string): SchemaSummary | undefined {
  return useConnection(connectionId)?.schema;
}

/** The last call of a tab. */
export function useRun(tabId: string): Run | undefined {
  return useStore(runs, (state) => state[tabId]);
}

/** The live encoding of a tab's message. */
export function useComposed(tabId: string): Composed | undefined {
  return useStore(compositions, (state) => state[tabId]);
}
