import { type KeyboardEvent, useState } from "react";
import { cancelOperation } from "../actions/connect.ts";
import { editRequest } from "../actions/tabs.ts";
import { desktop } from "../engine/desktop.ts";
import { shortName } from "../format/method-kind.ts";
import type { RequestDraft } from "../state/drafts.ts";
import type { Run } from "../state/runs.ts";
import { useSchema } from "../state/use-current.ts";
import { composeFile, halfClose, sendComposed } from "./actions.ts";

/** The next message of an open call, the half-close and the end. */
export function Composer({ draft, run }: { readonly draft: RequestDraft; readonly run: Run }) {
  const [trouble, setTrouble] = useState("");
  /** Sends that are not through yet, by what they send. */
  const [sending, setSending] = useState<readonly string[]>([]);
  const text = draft.composed ?? "";
  const number = (run.recording?.sentCount ?? 0) + (run.recording?.waitingCount ?? 0) + 1;
  const name = `${useInputName(draft)} #${number}`;

  async function sendIt(composed = draft): Promise<void> {
    const what = (composed.composed ?? "").trim();
    setSending((now) => [...now, what]);
    setTrouble(await sendComposed(composed, run));
    setSending((now) => now.filter((_, index) => index !== now.indexOf(what)));
  }

  async function sendFile(): Promise<void> {
    const composed = await composeFile(draft);
    if (composed !== undefined) await sendIt(composed);
  }

  function press(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    void sendIt();
  }

  return (
    <div className="composer">
      <div className="composer-row">
        <span className="composer-name">{name}</span>
        <textarea
          className="control mono composer-text"
          aria-label="Next message"
          aria-invalid={trouble !== ""}
          placeholder="{ } as JSON, several, or @file"
          spellCheck={false}
          rows={Math.min(4, text.split("\n").length)}
          value={text}
          onChange={(event) => {
            setTrouble("");
            editRequest(draft.id, (now) => ({ ...now, composed: event.target.value }));
          }}
          onKeyDown={press}
        />
        <button type="button" className="send" onClick={() => void sendIt()}>
          Send message <kbd>{desktop().platform === "darwin" ? "⌘ ↵" : "Ctrl ↵"}</kbd>
        </button>
        <button type="button" className="control button" onClick={() => void sendFile()}>
          File…
        </button>
        <button type="button" className="control button" onClick={() => void halfClose(run)}>
          Half-close
        </button>
        <button
          type="button"
          className="control button error"
          onClick={() => void cancelOperation(run.operationId)}
        >
          Cancel
        </button>
      </div>
      {trouble === "" ? null : (
        <p className="composer-trouble error" role="alert">
          {trouble}
        </p>
      )}
      <Progress file={sending.find((what) => /^@./.test(what))} waiting={run.recording?.waitingCount ?? 0} />
    </div>
  );
}

/** What is on its way and not out yet. */
function Progress({ file, waiting }: { readonly file: string | undefined; readonly waiting: number }) {
  if (file !== undefined)
    return (
      <p className="composer-trouble" role="status">
        Sending the messages of {file.slice(1).trim()} as the server takes them. A half-close ends it.
      </p>
    );
  if (waiting === 0) return null;
  return <p className="composer-trouble">{waiting} waiting: the server has to take others first.</p>;
}

function useInputName({ connectionId, method }: RequestDraft): string {
  const schema = useSchema(connectionId);
  const methods = schema?.services.flatMap((service) => service.methods) ?? [];
  const found = methods.find(({ fullName }) => fullName === method);
  return found === undefined ? "message" : shortName(found.inputType);
}
