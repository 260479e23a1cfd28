import { fillExample } from "../actions/tabs.ts";
import { CopyMenu } from "../exchange/copy-menu.tsx";
import { shortName } from "../format/method-kind.ts";
import { formatBytes, percentOf } from "../format/sizes.ts";
import type { Composed } from "../state/compositions.ts";
import { findMethod } from "../state/connections.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useSchema } from "../state/use-current.ts";

interface SizeFooterProps {
  readonly composed: Composed | undefined;
  readonly draft: RequestDraft;
}

/** How large the message is as protobuf and as JSON, as it is typed; what else can become of it. */
export function SizeFooter({ composed, draft }: SizeFooterProps) {
  const method = findMethod(useSchema(draft.connectionId), draft.method);
  const document = composed?.composition?.document;
  const stale = composed?.lastDocument;
  const shown = document ?? stale;
  const percent = shown === undefined ? 0 : percentOf(shown.byteLength, shown.jsonByteLength);
  return (
    <footer className={`pane-footer ${document === undefined ? "stale" : ""}`}>
      {shown === undefined ? (
        <span>{draft.method === "" ? "no method yet" : "not encoded yet"}</span>
      ) : (
        <>
          <span data-testid="protobuf-size">{formatBytes(shown.byteLength)} protobuf</span>
          <span className="meter" aria-hidden="true">
            <span style={{ width: `${Math.min(100, percent)}%` }} />
          </span>
          <span>
            {percent}% of {formatBytes(shown.jsonByteLength)} JSON
          </span>
          {document === undefined ? (
            <span className="footer-note" title="before the problems above">
              before the problems above
            </span>
          ) : null}
        </>
      )}
      <span className="footer-end" title={method?.inputType}>
        {method === undefined ? "" : shortName(method.inputType)}
      </span>
      {draft.method === "" ? null : (
        <span className="footer-actions">
          <button type="button" className="quiet" onClick={() => void fillExample(draft)}>
            Example
          </button>
          <CopyMenu draft={draft} />
        </span>
      )}
    </footer>
  );
}
