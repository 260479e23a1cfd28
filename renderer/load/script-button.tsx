import type { LoadScriptRequest } from "../../core/contract/load.ts";
import { putOnClipboard } from "../exchange/actions.ts";
import { WrittenForms, WrittenText } from "../exchange/written-forms.tsx";
import type { RequestDraft } from "../state/drafts.ts";
import { type LoadScript, saveScript, scriptOf } from "./actions.ts";

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
      show={(script) => <Script script={script} leavesOut={draft.authorization.kind !== "none"} />}
    >
      Export as k6 or ghz…
    </WrittenForms>
  );
}

interface ScriptProps {
  readonly script: LoadScript;
  /** True for a request with credentials. */
  readonly leavesOut: boolean;
}

function Script({ script, leavesOut }: ScriptProps) {
  const { suggestedName, text } = script;
  return (
    <>
      <WrittenText label={suggestedName} text={text} />
      {leavesOut ? (
        <p className="import-note">
          The credentials are not in it: a script holds no secrets. Add the header they become to its
          metadata.
        </p>
      ) : null}
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
