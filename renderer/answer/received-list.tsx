import type { KeyboardEvent } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { shortName } from "../format/method-kind.ts";
import { formatBytes } from "../format/sizes.ts";
import { type Run, showMessage } from "../state/runs.ts";
import { runs } from "../state/stores.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { usePreview } from "./use-preview.ts";

interface ReceivedListProps {
  readonly tabId: string;
  readonly run: Run;
}

/** The messages of a stream; the one that is picked is shown below. */
export function ReceivedList({ tabId, run }: ReceivedListProps) {
  const pick = (index: number) => runs.update((state) => showMessage(state, tabId, index));

  function press(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    pick(Math.min(run.received.length - 1, Math.max(0, run.shown + step)));
  }

  return (
    <VirtualRows
      role="listbox"
      aria-label="Received messages"
      aria-activedescendant={`${tabId}-message-${run.shown}`}
      tabIndex={0}
      className="received"
      count={run.received.length}
      rowHeight={26}
      shown={run.shown}
      onKeyDown={press}
      renderRow={(index) => {
        const document = run.received[index];
        if (document === undefined) return null;
        return (
          <ReceivedRow
            key={document.documentId}
            id={`${tabId}-message-${index}`}
            index={index}
            document={document}
            selected={index === run.shown}
            onPick={() => pick(index)}
          />
        );
      }}
    />
  );
}

interface ReceivedRowProps {
  readonly id: string;
  readonly index: number;
  readonly document: DocumentSummary;
  readonly selected: boolean;
  readonly onPick: () => void;
}

function ReceivedRow({ id, index, document, selected, onPick }: ReceivedRowProps) {
  const preview = usePreview(document);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it names the active row
    <div id={id} role="option" aria-selected={selected} className="event-row received-row" onClick={onPick}>
      <span className="event-arrow in" aria-hidden="true">
        ←
      </span>
      <span className="event-title">
        {shortName(document.typeName)} #{index + 1}
      </span>
      <span className="event-detail">{preview}</span>
      <span className="event-size">{formatBytes(document.byteLength)}</span>
    </div>
  );
}
