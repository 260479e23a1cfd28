import { editRequest } from "../actions/tabs.ts";
import { shortName } from "../format/method-kind.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { showMessage } from "../state/layout.ts";
import { sendsMany } from "../state/messages.ts";
import { pinShown, type Run, shownNumber, unpin } from "../state/runs.ts";
import { layout, runs } from "../state/stores.ts";
import { pickEvent, takesMessages } from "./actions.ts";
import { Composer } from "./composer.tsx";
import { replay } from "./replay.ts";
import { TimelineView } from "./timeline-view.tsx";

interface TimelinePaneProps {
  readonly draft: RequestDraft;
  readonly run: Run | undefined;
}

/** What happened when, from the connection to the status, and the next message while the call is open. */
export function TimelinePane({ draft, run }: TimelinePaneProps) {
  if (run?.recording === undefined || run.phase === "lost")
    return (
      <p className="quiet-note">
        {run?.phase === "lost" ? "The recording went with the engine." : "Nothing has happened yet."}
      </p>
    );
  const { recording } = run;
  return (
    <>
      <TimelineView
        key={recording.recordingId}
        tabId={draft.id}
        state={recording}
        name={shortName(draft.method.replace("/", "."))}
        shown={{ event: run.picked?.event, received: shownNumber(run) }}
        pinned={run.pinned}
        onPin={() => runs.update((state) => pinShown(state, run.operationId))}
        onUnpin={() => runs.update((state) => unpin(state, run.operationId))}
        onPick={(row) => {
          if (row.message === undefined) return;
          void pickEvent(recording.recordingId, row.event);
          editRequest(draft.id, (now) => ({ ...now, inspectorSide: "answer" }));
          layout.update(showMessage);
        }}
      >
        {recording.phase === "ended" && recording.sentCount > 0 && sendsMany(draft) ? (
          <button
            type="button"
            className="quiet"
            title="Start again and send the same messages at the same times"
            onClick={() => void replay(draft, recording.recordingId)}
          >
            Replay
          </button>
        ) : null}
      </TimelineView>
      {sendsMany(draft) && takesMessages(run) ? <Composer draft={draft} run={run} /> : null}
    </>
  );
}
