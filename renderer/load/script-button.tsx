import type { LoadScript, LoadScriptRequest } from "../../core/contract/load.ts";
import { putOnClipboard } from "../exchange/actions.ts";
import { WrittenForms, WrittenText } from "../exchange/written-forms.tsx";
import type { RequestDraft } from "../state/drafts.ts";
import { saveScript, scriptOf } from "./actions.ts";

/** The request for tools that make load with many machines. */
export function ScriptButton({ draft }: { readonly draft: RequestDraft }) {
  return (
    <WrittenForms<LoadScriptRequest["tool"], LoadScript>
      className="control button"
      title="Export for load"
      legend="Tool"
      forms={[
        ["k6", "k6"],
        ["ghz", "ghz"],
      ]}
      write={(tool) => scriptOf(draft, tool)}
      show={(script) => <Script script={script} />}
    >
      Export as k6 or ghz…
    </WrittenForms>
  );
}

function Script({ script }: { readonly script: LoadScript }) {
  const { suggestedName, text, notes } = script;
  return (
    <>
      <WrittenText label={suggestedName} text={text} />
      {notes.map((note) => (
        <p key={note} className="import-note">
          {note}
        </p>
      ))}
      <div className="steps">
        <button type="button" className="control button first" onClick={() => void saveScript(script)}>
          Save as {suggestedName}…
        </button>
        <button type="button" className="control button" onClick={() => void putOnClipboard(text)}>
          Copy
        </button>
      </div>
    </>
  );
}
