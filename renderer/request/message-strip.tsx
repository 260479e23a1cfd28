import { editRequest } from "../actions/tabs.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { addMessage, chooseEnding, removeMessage, staysOpen } from "../state/messages.ts";
import { ChoiceSwitch } from "../ui/choice-switch.tsx";

const ENDINGS = [
  ["close", "half-close"],
  ["open", "stay open"],
] as const;

/** The messages of a client stream, in the order they are sent, and whether more are sent by hand behind them. */
export function MessageStrip({ draft }: { readonly draft: RequestDraft }) {
  return (
    <div className="message-strip">
      <span>Messages</span>
      {draft.messages.map((_, index) => (
        <button
          // biome-ignore lint/suspicious/noArrayIndexKey: a message is known by its place in the stream
          key={index}
          type="button"
          className="message-chip"
          aria-pressed={index === draft.messageIndex}
          aria-label={`Message ${index + 1}`}
          onClick={() => editRequest(draft.id, (now) => ({ ...now, messageIndex: index }))}
        >
          {index + 1}
        </button>
      ))}
      <button
        type="button"
        className="quiet"
        aria-label="Add a message"
        onClick={() => editRequest(draft.id, addMessage)}
      >
        +
      </button>
      {draft.messages.length > 1 ? (
        <button
          type="button"
          className="quiet"
          onClick={() => editRequest(draft.id, (now) => removeMessage(now, now.messageIndex))}
        >
          Remove {draft.messageIndex + 1}
        </button>
      ) : null}
      <span className="message-ending">then</span>
      <ChoiceSwitch
        legend="What happens behind these messages"
        className="switch"
        choices={ENDINGS}
        value={staysOpen(draft) ? "open" : "close"}
        onChoose={(ending) => editRequest(draft.id, (now) => chooseEnding(now, ending === "open"))}
      />
    </div>
  );
}
