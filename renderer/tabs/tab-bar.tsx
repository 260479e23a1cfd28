import { type KeyboardEvent, useEffect, useRef } from "react";
import { closeRequest, openRequest } from "../actions/tabs.ts";
import { isChanged } from "../collections/saved.ts";
import { channelWords } from "../format/channel.ts";
import { kindMark } from "../format/method-kind.ts";
import { UnfitMark } from "../schema/drift/unfit-mark.tsx";
import { activateTab, type Draft, walkTabs } from "../state/drafts.ts";
import { drafts } from "../state/stores.ts";
import { useRun } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";
import { tabTitle } from "./tab-title.ts";

/** Open requests and payloads; a middle click closes, + opens. */
export function TabBar() {
  const { tabs, activeId } = useStore(drafts, (state) => state);

  function walk(event: KeyboardEvent<HTMLDivElement>) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (event.key === "Delete" && activeId !== "") closeRequest(activeId);
    if (step === 0) return;
    event.preventDefault();
    drafts.update((state) => walkTabs(state, step));
    const { activeId: next } = drafts.get();
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  }

  return (
    <div className="tab-bar">
      <div role="tablist" aria-label="Open requests" className="tab-list" onKeyDown={walk}>
        {tabs.map((tab) => (
          <Tab key={tab.id} tab={tab} active={tab.id === activeId} />
        ))}
      </div>
      <button
        type="button"
        className="tab-new"
        aria-label="New request"
        title="New request (Ctrl T)"
        onClick={openRequest}
      >
        +
      </button>
    </div>
  );
}

function Tab({ tab, active }: { readonly tab: Draft; readonly active: boolean }) {
  const run = useRun(tab.id);
  const place = useRef<HTMLDivElement>(null);
  // Of more tabs than there is room for, the one in front is in view, in a window that gets smaller too.
  useEffect(() => {
    if (!active) return undefined;
    const show = () => place.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
    show();
    window.addEventListener("resize", show);
    return () => window.removeEventListener("resize", show);
  }, [active]);
  return (
    <div ref={place} role="presentation" className={`tab ${active ? "active" : ""}`}>
      <button
        type="button"
        role="tab"
        data-tab={tab.id}
        aria-selected={active}
        aria-controls={active ? "tab-panel" : undefined}
        tabIndex={active ? 0 : -1}
        className="tab-open"
        onClick={() => drafts.update((state) => activateTab(state, tab.id))}
        onMouseDown={(event) => event.button === 1 && event.preventDefault()}
        onAuxClick={(event) => event.button === 1 && closeRequest(tab.id)}
      >
        <TabMark tab={tab} running={run?.phase === "running"} />
        <span className="tab-title">{tabTitle(tab)}</span>
        <UnfitMark tabId={tab.id} />
        {tab.kind === "request" && isChanged(tab) ? (
          <span className="dot unsaved" role="img" aria-label="not saved" title="Not saved (Ctrl S)" />
        ) : null}
      </button>
      <button
        type="button"
        className="tab-close"
        tabIndex={-1}
        aria-hidden="true"
        title={`Close ${tabTitle(tab)} (Ctrl W)`}
        onClick={() => closeRequest(tab.id)}
      >
        ×
      </button>
    </div>
  );
}

/** What kind of method it calls, and over which channel where that is not gRPC. */
function TabMark({ tab, running }: { readonly tab: Draft; readonly running: boolean }) {
  if (running) return <span className="dot waiting-dot" role="img" aria-label="running" />;
  if (tab.kind === "payload" || tab.method === "") return null;
  const { mark, words } = kindMark(tab.methodKind);
  const channel = channelWords(tab.channel);
  return (
    <>
      <span className={`tab-mark ${tab.methodKind}`} role="img" aria-label={words}>
        {mark}
      </span>
      {tab.channel === "grpc" ? null : (
        <span className="tab-channel" role="img" aria-label={`over ${channel.name}`} title={channel.name}>
          {channel.mark}
        </span>
      )}
    </>
  );
}
