import { editRequest } from "../actions/tabs.ts";
import { ConnectionButton } from "../connection/connection-button.tsx";
import type { AnswerPane as Pane, RequestDraft } from "../state/drafts.ts";
import type { Run } from "../state/runs.ts";
import { useRun } from "../state/use-current.ts";
import { TimelinePane } from "../timeline/timeline-pane.tsx";
import { TabStrip } from "../ui/tab-strip.tsx";
import { AnswerBody } from "./answer-body.tsx";
import { AnswerFooter } from "./answer-footer.tsx";
import { AnswerStatus } from "./answer-status.tsx";
import { CallFindings } from "./call-findings.tsx";
import { EntryTable } from "./entry-table.tsx";
import { HeadersPane } from "./headers-pane.tsx";
import { StreamCounts } from "./stream-counts.tsx";

/** The right half of a request: what came back. */
export function AnswerPane({ draft }: { readonly draft: RequestDraft }) {
  const run = useRun(draft.id);
  return (
    <section className="pane" aria-label="Answer">
      <TabStrip<Pane>
        label="Answer"
        panelId="answer-panel"
        tabs={[
          { id: "body", label: "Body" },
          { id: "timeline", label: "Timeline" },
          { id: "headers", label: "Headers", count: run?.record?.headers.length ?? 0 },
          { id: "trailers", label: "Trailers", count: run?.record?.trailers.length ?? 0 },
        ]}
        active={draft.answerPane}
        onSelect={(answerPane) => editRequest(draft.id, (now) => ({ ...now, answerPane }))}
      >
        {run === undefined ? undefined : (
          <>
            <StreamCounts draft={draft} run={run} />
            <AnswerStatus run={run} />
            {run.record?.connection === undefined ? null : (
              <ConnectionButton report={run.record.connection} />
            )}
          </>
        )}
      </TabStrip>
      <div id="answer-panel" role="tabpanel" aria-label={draft.answerPane} className="pane-body">
        <PaneBody draft={draft} run={run} />
      </div>
    </section>
  );
}

function PaneBody({ draft, run }: { readonly draft: RequestDraft; readonly run: Run | undefined }) {
  switch (draft.answerPane) {
    case "body":
      return (
        <>
          <AnswerBody draft={draft} run={run} />
          <CallFindings run={run} />
          <AnswerFooter run={run} tabId={draft.id} />
        </>
      );
    case "timeline":
      return (
        <>
          <TimelinePane draft={draft} run={run} />
          <CallFindings run={run} />
        </>
      );
    case "headers":
      return <HeadersPane run={run} />;
    case "trailers":
      return <EntryTable entries={run?.record?.trailers ?? []} label="Trailers" empty="No trailers came." />;
  }
}
