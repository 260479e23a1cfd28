import type { ConnectionReport } from "../../core/contract/connection-report.ts";
import type { CallRecord, StatusDetail } from "../../core/contract/views.ts";
import { takeStep } from "../actions/next-step.ts";
import { ConnectionStrip } from "../connection/connection-strip.tsx";
import { shortName } from "../format/method-kind.ts";
import { usesTls } from "../format/security.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";
import { stepsForStatus, windowHint } from "./next-steps.ts";
import { RaiseButtons } from "./raise-buttons.tsx";
import { StepButtons } from "./step-buttons.tsx";

interface StatusViewProps {
  readonly record: CallRecord;
  readonly draft: RequestDraft;
}

/** A status other than OK, in words, with the details the server gave. */
export function StatusView({ record, draft }: StatusViewProps) {
  const { status, http } = record;
  const body = (status.body ?? http?.responseBody ?? "").trim();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is long, by keys too
    <div className="failure" role="alert" tabIndex={0}>
      <p className="failure-title">
        <span className="dot error" aria-hidden="true" />
        {status.name}
        <span className="failure-code">
          {status.code}
          {status.httpStatus === undefined ? "" : ` · HTTP ${status.httpStatus}`}
        </span>
      </p>
      {status.message === "" || status.message === status.explanation ? null : (
        <p className="failure-message">{status.message}</p>
      )}
      {status.explanation === "" ? null : <p>{windowHint(status.explanation)}</p>}
      {status.hint === "" ? null : <p className="failure-hint">{windowHint(status.hint)}</p>}
      <RaiseButtons steps={status.steps ?? []} draft={draft} />
      <StepButtons
        steps={stepsForStatus(status, usesTls(serverOf(draft.servers, draft.channel)))}
        onTake={(step) => void takeStep(step, draft, "send")}
      />
      {record.connection?.diagnosis === undefined ? null : (
        <section aria-label="Connection">
          <ConnectionStrip report={withoutWords(record.connection)} />
        </section>
      )}
      {status.details.map((detail, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: details have no identity of their own
        <Detail key={index} detail={detail} />
      ))}
      {body === "" || status.details.length > 0 ? null : <pre className="failure-body">{body}</pre>}
    </div>
  );
}

/** The words of the diagnosis stand above already. */
function withoutWords({ diagnosis: _, ...report }: ConnectionReport): ConnectionReport {
  return report;
}

function Detail({ detail }: { readonly detail: StatusDetail }) {
  const typeName = detail.typeUrl.slice(detail.typeUrl.lastIndexOf("/") + 1);
  const name = `${shortName(typeName)}${detail.known ? "" : " (its type is not in the schema)"}`;
  return (
    // Rules of protovalidate are long as they travel, and told at their fields already.
    <details className="detail" open={typeName !== "buf.validate.Violations"}>
      <summary className="detail-type" title={detail.typeUrl}>
        {name}
      </summary>
      <pre>{detail.json}</pre>
    </details>
  );
}
