import { editRequest } from "../actions/tabs.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { addMessage, removeMessage, staysOpen } from "../state/messages.ts";

/** The messages of a client stream, in the order they are sent. */
export function MessageStrip({ draft }: { readonly draft: RequestDraft }) {
  return (
    <div className="message-strip">
      <button
        type="button"
        className="quiet"
        title="Change whether the call stays open behind these messages"
        aria-pressed={staysOpen(draft)}
        onClick={() => editRequest(draft.id, (now) => ({ ...now, keepOpen: !staysOpen(now) }))}
      >
        {staysOpen(draft) ? "Sent in order, then stays open" : "Sent in order, then half-close"}
      </button>
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
    </div>
  );
}
