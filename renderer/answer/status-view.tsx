import { usesTls } from "../../core/contract/uses-tls.ts";
import type { CallRecord, StatusDetail } from "../../core/contract/views.ts";
import { takeStep } from "../actions/next-step.ts";
import { ConnectionStrip } from "../connection/connection-strip.tsx";
import { withoutWords } from "../connection/without-words.ts";
import { windowHint } from "../engine/window-hint.ts";
import { shortName } from "../format/method-kind.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";
import { stepsForStatus } from "./next-steps.ts";
import { RaiseButtons } from "./raise-buttons.tsx";
import { StepButtons } from "./step-buttons.tsx";

interface StatusViewProps {
  readonly record: CallRecord;
  readonly draft: RequestDraft;
}

/** A status other than OK, in words, with the details the server gave. */
export function StatusView({ record, draft }: StatusViewProps) {
  const { status, http, connection } = record;
  // What is wrong with a connection stands at its step, below the words for it.
  const isDiagnosed = connection?.diagnosis !== undefined;
  const isBroken = isDiagnosed || connection?.steps.some(({ outcome }) => outcome === "failed") === true;
  const isTold =
    status.message === status.explanation ||
    (isDiagnosed && connection.steps.some(({ note }) => note === status.message));
  const message =
    isTold || status.message === "" ? null : <p className="failure-message">{status.message}</p>;
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
      {isDiagnosed ? null : message}
      {status.explanation === "" ? null : <p>{status.explanation}</p>}
      {isDiagnosed ? message : null}
      {status.hint === "" ? null : <p className="failure-hint">{windowHint(status.hint)}</p>}
      <RaiseButtons steps={status.steps ?? []} draft={draft} />
      <StepButtons
        steps={stepsForStatus(status, usesTls(serverOf(draft.servers, draft.channel)))}
        onTake={(step) => void takeStep(step, draft, "send")}
      />
      {connection === undefined || !isBroken ? null : (
        <section aria-label="Connection">
          <ConnectionStrip report={withoutWords(connection)} />
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
