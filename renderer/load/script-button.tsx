import { useState } from "react";
import type { LoadScriptRequest } from "../../core/contract/load.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { putOnClipboard } from "../exchange/actions.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { Modal } from "../ui/modal.tsx";
import { type LoadScript, saveScript, scriptOf } from "./actions.ts";

type Tool = LoadScriptRequest["tool"];
type Shown =
  | { readonly tool: Tool; readonly script: LoadScript }
  | { readonly tool: Tool; readonly error: ErrorRecord };

const TOOLS: readonly { readonly tool: Tool; readonly name: string }[] = [
  { tool: "k6", name: "k6" },
  { tool: "ghz", name: "ghz" },
];

/** The request for tools that make load with many machines: shown first, then copied or written to a file. */
export function ScriptButton({ draft }: { readonly draft: RequestDraft }) {
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<Shown>();
  const choose = (tool: Tool) =>
    scriptOf(draft, tool).then(
      (script) => setShown({ tool, script }),
      (thrown: unknown) => setShown({ tool, error: toErrorRecord(thrown) }),
    );
  return (
    <>
      <button
        type="button"
        className="control button"
        onClick={() => {
          setShown(undefined);
          setOpen(true);
          void choose("k6");
        }}
      >
        Export as k6 or ghz…
      </button>
      {open ? (
        <Modal label="Export for load" className="copy-menu" onClose={() => setOpen(false)}>
          <header className="modal-head">
            <h2>Export for load</h2>
            <fieldset className="switch plain">
              <legend className="hidden">Tool</legend>
              {TOOLS.map(({ tool, name }) => (
                <button
                  key={tool}
                  type="button"
                  aria-pressed={shown?.tool === tool}
                  onClick={() => void choose(tool)}
                >
                  {name}
                </button>
              ))}
            </fieldset>
            <button type="button" className="quiet" onClick={() => setOpen(false)}>
              Close
            </button>
          </header>
          <div className="import-body">
            {shown === undefined ? <p className="quiet-note">Writing…</p> : <ShownScript shown={shown} />}
          </div>
        </Modal>
      ) : null}
    </>
  );
}

function ShownScript({ shown }: { readonly shown: Shown }) {
  if ("error" in shown) return <ErrorRecordView error={shown.error} />;
  const { script } = shown;
  return (
    <>
      <textarea
        className="copied-text"
        aria-label={script.suggestedName}
        readOnly
        rows={Math.min(20, script.text.split("\n").length + 1)}
        value={script.text}
      />
      <div className="steps">
        <button type="button" className="control button first" onClick={() => void saveScript(script)}>
          Save as {script.suggestedName}…
        </button>
        <button type="button" className="control button" onClick={() => void putOnClipboard(script.text)}>
          Copy
        </button>
      </div>
    </>
  );
}
