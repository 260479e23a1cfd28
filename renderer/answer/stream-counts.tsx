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
      <span>
        → {sentCount.toLocaleString("en")} sent · {formatBytes(sentByteLength)}
      </span>
      <span>
        ← {receivedCount.toLocaleString("en")} received · {formatBytes(receivedByteLength)}
      </span>
    </span>
  );
}
