import type { Selection } from "../../core/contract/views.ts";
import { editRequest } from "../actions/tabs.ts";
import { openDocument } from "../payload/open-document.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { SelectionLine } from "./selection-line.tsx";
import { SideSwitch } from "./side-switch.tsx";
import type { Inspected } from "./use-inspected.ts";

interface InspectorToolsProps {
  readonly draft: RequestDraft;
  readonly inspected: Inspected;
  readonly selection: Selection | undefined;
}

/** What is selected, and whose bytes are shown. */
export function InspectorTools({ draft, inspected, selection }: InspectorToolsProps) {
  const { document, side, hasAnswer, isOutdated } = inspected;
  return (
    <>
      {isOutdated ? <span className="warning">the last message that encoded</span> : null}
      <SelectionLine selection={selection} />
      {document === undefined ? null : (
        <button
          type="button"
          className="quiet"
          onClick={() => void openDocument(document, draft.connectionId)}
        >
          Open as a tab
        </button>
      )}
      <SideSwitch
        side={side}
        answerEnabled={hasAnswer}
        onChange={(inspectorSide) => editRequest(draft.id, (now) => ({ ...now, inspectorSide }))}
      />
    </>
  );
}
