import { cancelOperation } from "../actions/connect.ts";
import { ConnectingView } from "../connection/connecting-view.tsx";
import { useNewest } from "../reading/news.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { type Run, shownDocument } from "../state/runs.ts";
import { sample } from "../state/stores.ts";
import { useConnection } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";
import { Waiting } from "../ui/waiting.tsx";
import { ErrorView } from "./error-view.tsx";
import { JsonBody } from "./json-body.tsx";
import { NothingYet } from "./nothing-yet.tsx";
import { ReceivedList } from "./received-list.tsx";
import { StatusView } from "./status-view.tsx";

interface AnswerBodyProps {
  readonly draft: RequestDraft;
  readonly run: Run | undefined;
}

/** The message that came back, or in its place why there is none. */
export function AnswerBody({ draft, run }: AnswerBodyProps) {
  const connection = useConnection(draft.connectionId);
  const starting = useStore(sample, (state) => state.phase === "starting");
  if (run === undefined) {
    if (connection?.phase === "failed" && connection.error !== undefined && connection.schema === undefined)
      return <ErrorView error={connection.error} draft={draft} purpose="connect" />;
    if (connection?.sample === true && starting) return <Waiting stage="starting the sample server" />;
    if (connection?.phase === "opening")
      return (
        <>
          <Waiting
            stage={connection.stage || "reading the schema"}
            onCancel={() => void cancelOperation(connection.operationId)}
          />
          <ConnectingView connecting={connection.connecting} />
        </>
      );
    return <NothingYet draft={draft} />;
  }
  if (run.phase === "lost") return <Lost />;
  if (run.phase === "failed" && run.error !== undefined)
    return <ErrorView error={run.error} draft={draft} purpose="send" />;
  return <Messages draft={draft} run={run} />;
}

function Messages({ draft, run }: { readonly draft: RequestDraft; readonly run: Run }) {
  const document = useNewest(shownDocument(run));
  const { record } = run;
  const streams = draft.methodKind === "server-stream" || draft.methodKind === "bidi-stream";
  return (
    <>
      {streams && run.received.length > 0 ? <ReceivedList tabId={draft.id} run={run} /> : null}
      {run.phase === "running" && document === undefined ? (
        <>
          <Waiting stage={run.stage || "sending"} onCancel={() => void cancelOperation(run.operationId)} />
          <ConnectingView connecting={run.connecting} />
        </>
      ) : null}
      {record !== undefined && record.status.code !== 0 ? <StatusView record={record} draft={draft} /> : null}
      {document !== undefined && (record === undefined || record.status.code === 0 || streams) ? (
        <JsonBody document={document} textKey={`${draft.id}/answer`} label="Answer" />
      ) : null}
      {record !== undefined && record.status.code === 0 && document === undefined ? (
        <p className="quiet-note">The call succeeded without a message.</p>
      ) : null}
    </>
  );
}

function Lost() {
  return (
    <div className="failure" role="alert">
      <p className="failure-title">The engine was restarted, and the bytes of this answer went with it.</p>
      <p className="failure-hint">Nothing that was typed is lost: send again.</p>
    </div>
  );
}
