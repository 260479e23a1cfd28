import { formatBytes } from "../format/sizes.ts";
import type { RequestDraft } from "../state/drafts.ts";
import type { Run } from "../state/runs.ts";

/** How much went each way so far, where there may be more than one message. */
export function StreamCounts({ draft, run }: { readonly draft: RequestDraft; readonly run: Run }) {
  const { recording } = run;
  if (draft.methodKind === "unary" || recording === undefined || run.phase === "lost") return null;
  const { sentCount, sentByteLength, receivedCount, receivedByteLength } = recording;
  return (
    <span className="stream-counts">
      <span className="sent">
        → {sentCount.toLocaleString("en")} sent<span className="bytes"> · {formatBytes(sentByteLength)}</span>
      </span>
      <span>
        ← {receivedCount.toLocaleString("en")} received
        <span className="bytes"> · {formatBytes(receivedByteLength)}</span>
      </span>
    </span>
  );
}
