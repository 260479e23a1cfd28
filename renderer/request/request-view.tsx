import { AnswerPane } from "../answer/answer-pane.tsx";
import { VariableScopeOf } from "../environment/variable-marks.tsx";
import { Inspector } from "../inspector/inspector.tsx";
import type { RequestDraft } from "../state/drafts.ts";
import { layout } from "../state/stores.ts";
import { useRun } from "../state/use-current.ts";
import { useSize } from "../state/use-size.ts";
import { useStore } from "../state/use-store.ts";
import { Splitter } from "../ui/splitter.tsx";
import { AddressRow } from "./address-row.tsx";
import { RequestPane } from "./request-pane.tsx";

/** The timeline of a stream needs the whole width; other answers stand beside their request. */
function takesWidth({ answerPane, methodKind }: RequestDraft, wasSent: boolean): boolean {
  return answerPane === "timeline" && methodKind !== "unary" && wasSent;
}

/** One request: where it goes, what is sent, what came back, and the bytes of both. */
export function RequestView({ draft }: { readonly draft: RequestDraft }) {
  const inspectorVisible = useStore(layout, (state) => state.inspectorVisible);
  const wasSent = useRun(draft.id) !== undefined;
  const share = useSize("requestShare");
  const height = useSize("inspectorHeight");
  return (
    <VariableScopeOf value={draft}>
      <div id="tab-panel" role="tabpanel" aria-label="Request" className="request">
        <AddressRow key={draft.id} draft={draft} />
        {takesWidth(draft, wasSent) ? (
          <div className="panes wide">
            <AnswerPane draft={draft} />
          </div>
        ) : (
          <div
            className="panes"
            style={{ gridTemplateColumns: `${share.value}fr auto ${1 - share.value}fr` }}
          >
            <RequestPane draft={draft} />
            <Splitter
              label="Width of the request"
              orientation="vertical"
              step={0.02}
              fromDrag={(start, pixels) => start + pixels / window.innerWidth}
              {...share}
            />
            <AnswerPane draft={draft} />
          </div>
        )}
        {inspectorVisible ? (
          <>
            <Splitter
              label="Height of the inspector"
              orientation="horizontal"
              step={16}
              fromDrag={(start, pixels) => start - pixels}
              {...height}
            />
            <div className="inspector-place" style={{ height: height.value }}>
              <Inspector draft={draft} />
            </div>
          </>
        ) : null}
      </div>
    </VariableScopeOf>
  );
}
