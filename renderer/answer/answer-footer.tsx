import { AssertionsLine } from "../assertions/assertions-line.tsx";
import { shortName } from "../format/method-kind.ts";
import { counted, formatBytes } from "../format/sizes.ts";
import { useNewest } from "../reading/news.ts";
import { type Run, shownDocument, unpin } from "../state/runs.ts";
import { layout, runs } from "../state/stores.ts";

/** Findings and sizes of the answer. */
export function AnswerFooter({ run, tabId }: { readonly run: Run | undefined; readonly tabId: string }) {
  const document = useNewest(shownDocument(run));
  const findings = document?.findings.length ?? 0;
  return (
    <footer className="pane-footer">
      <AssertionsLine tabId={tabId} />
      {findings === 0 ? null : (
        <button
          type="button"
          className="quiet warning"
          onClick={() =>
            layout.update((state) => ({ ...state, inspectorPane: "findings", inspectorVisible: true }))
          }
        >
          {counted(findings, "finding")}
        </button>
      )}
      {run?.phase === "running" && run.pinned ? (
        <button
          type="button"
          className="quiet"
          title="Keep the newest message in view, here and in the inspector"
          onClick={() => runs.update((state) => unpin(state, run.operationId))}
        >
          Follow
        </button>
      ) : null}
      {run?.record?.http === undefined ? null : (
        <span className="footer-http" title={run.record.http.rule}>
          {run.record.http.method} {run.record.http.url}
        </span>
      )}
      {document === undefined ? null : (
        <span className="footer-end" title={document.typeName}>
          {shortName(document.typeName)} · {formatBytes(document.byteLength)}
          {document.progress === undefined ? ` of ${formatBytes(document.jsonByteLength)} JSON` : null}
        </span>
      )}
    </footer>
  );
}
