import type { KeyboardEvent, ReactNode } from "react";

/** One tab of a strip. */
export interface StripTab<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Shown small after the label when it is not zero. */
  readonly count?: number;
}

interface TabStripProps<Id extends string> {
  readonly label: string;
  readonly tabs: readonly StripTab<Id>[];
  readonly active: Id;
  readonly onSelect: (id: Id) => void;
  /** Id of the panel the tabs switch. */
  readonly panelId: string;
  readonly children?: ReactNode;
}

/** A row of tabs over a panel: arrow keys walk, what stands at its right end is passed as children. */
export function TabStrip<Id extends string>(props: TabStripProps<Id>) {
  const { label, tabs, active, onSelect, panelId, children } = props;

  function walk(event: KeyboardEvent<HTMLDivElement>) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.id === active);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onSelect(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  }

  return (
    <div className="strip">
      <div role="tablist" aria-label={label} className="strip-tabs" onKeyDown={walk}>
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            data-tab={tab.id}
            className="strip-tab"
            aria-selected={tab.id === active}
            aria-controls={tab.id === active ? panelId : undefined}
            tabIndex={tab.id === active ? 0 : -1}
            onClick={() => onSelect(tab.id)}
          >
            {tab.label}
            {tab.count ? <sup>{tab.count}</sup> : null}
          </button>
        ))}
      </div>
      {children === undefined ? null : <div className="strip-end">{children}</div>}
    </div>
  );
}
