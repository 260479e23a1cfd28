import { useState } from "react";
import { closeRequest, openRequest } from "../actions/tabs.ts";
import { chooseCollection } from "../collections/actions.ts";
import { CollectionTree } from "../collections/collection-tree.tsx";
import { RunLine } from "../collections/run-line.tsx";
import { saveWholeApi } from "../collections/whole-api.ts";
import { openImport } from "../exchange/actions.ts";
import { groupBy } from "../format/group.ts";
import { matchScore } from "../format/search.ts";
import { formatDuration } from "../format/sizes.ts";
import { connectionLabel } from "../state/connections.ts";
import { activateTab, type Draft } from "../state/drafts.ts";
import { connections, drafts } from "../state/stores.ts";
import { useCurrentConnection, useRun } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";
import { tabTitle } from "../tabs/tab-title.ts";
import { KindChip } from "../ui/kind-chip.tsx";
import { SideFilter } from "./side-filter.tsx";

/** Everything that is open, by where its schema comes from. */
export function RequestList() {
  const [filter, setFilter] = useState("");
  const { tabs, activeId } = useStore(drafts, (state) => state);
  const byId = useStore(connections, (state) => state.byId);
  const hasSchema = useCurrentConnection()?.schema !== undefined;
  // Saved requests have their place in the tree.
  const loose = tabs.filter((tab) => tab.kind === "payload" || tab.saved === undefined);
  const found = loose.filter((tab) => matchScore(`${tabTitle(tab)} ${methodOf(tab)}`, filter) >= 0);
  const groups = groupBy(found, (tab) => tab.connectionId);

  return (
    <>
      <SideFilter label="Filter requests" value={filter} onChange={setFilter} />
      <RunLine />
      <CollectionTree filter={filter} />
      <div className="side-list">
        {[...groups].map(([connectionId, group]) => {
          const connection = byId[connectionId];
          return (
            <section key={connectionId} aria-label={connection === undefined ? "No schema" : "Requests"}>
              <h2 className="side-heading">
                {connection === undefined ? "no schema" : connectionLabel(connection.sources)}
              </h2>
              <ul>
                {group.map((tab) => (
                  <RequestRow key={tab.id} tab={tab} active={tab.id === activeId} />
                ))}
              </ul>
            </section>
          );
        })}
        {loose.length === 0 ? (
          <p className="quiet-note">Requests that are not saved are listed here.</p>
        ) : null}
        <div className="side-steps side-new">
          <button type="button" className="quiet" onClick={openRequest}>
            + New request
          </button>
          <button type="button" className="quiet" onClick={() => void chooseCollection()}>
            Open a collection…
          </button>
          <button type="button" className="quiet" onClick={() => openImport()}>
            Import requests…
          </button>
          {hasSchema ? (
            <button type="button" className="quiet" onClick={() => void saveWholeApi()}>
              Whole API as a collection…
            </button>
          ) : null}
        </div>
      </div>
    </>
  );
}

function RequestRow({ tab, active }: { readonly tab: Draft; readonly active: boolean }) {
  const run = useRun(tab.id);
  const duration = run?.record?.duration;
  return (
    <li className={`side-row ${active ? "active" : ""}`}>
      <button
        type="button"
        className="side-open"
        aria-current={active ? "true" : undefined}
        onClick={() => drafts.update((state) => activateTab(state, tab.id))}
        onAuxClick={(event) => event.button === 1 && closeRequest(tab.id)}
      >
        {tab.kind === "request" && tab.method !== "" ? (
          <KindChip kind={tab.methodKind} channel={tab.channel} />
        ) : (
          <span className="kind loose" aria-hidden="true">
            {tab.kind === "payload" ? "0x" : ""}
          </span>
        )}
        <span className="side-name">{tabTitle(tab)}</span>
        <span className="side-end">{duration === undefined ? "" : formatDuration(duration)}</span>
      </button>
    </li>
  );
}

function methodOf(tab: Draft): string {
  return tab.kind === "request" ? tab.method : tab.typeName;
}
