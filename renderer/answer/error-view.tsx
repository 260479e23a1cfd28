import { usesTls } from "../../core/contract/uses-tls.ts";
import type { ErrorRecord } from "../../core/error.ts";
import type { Finding } from "../../core/finding.ts";
import { type Purpose, takeStep } from "../actions/next-step.ts";
import { revealInRequest } from "../actions/reveal.ts";
import { ConnectionStrip } from "../connection/connection-strip.tsx";
import { withoutWords } from "../connection/without-words.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";
import { FindingList } from "../ui/finding-list.tsx";
import { stepsForError } from "./next-steps.ts";
import { StepButtons } from "./step-buttons.tsx";

interface ErrorViewProps {
  readonly error: ErrorRecord;
  readonly draft: RequestDraft;
  readonly purpose: Purpose;
}

/** What could not be done, where, and what to try next. */
export function ErrorView({ error, draft, purpose }: ErrorViewProps) {
  function go(finding: Finding) {
    if (finding.text !== undefined) revealInRequest(draft.id, finding.text.start);
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is long, by keys too
    <div className="failure" role="alert" tabIndex={0}>
      <p className="failure-title">
        <span className="dot error" aria-hidden="true" />
        {error.message}
      </p>
      {error.hint === "" ? null : <p className="failure-hint">{error.hint}</p>}
      <StepButtons
        steps={stepsForError(
          error,
          usesTls(serverOf(draft.servers, purpose === "connect" ? "grpc" : draft.channel)),
        )}
        onTake={(step) => void takeStep(step, draft, purpose)}
      />
      {error.connection === undefined ? null : (
        <section aria-label="Connection">
          <ConnectionStrip report={withoutWords(error.connection)} />
        </section>
      )}
      {error.findings.length === 0 ? null : (
        <FindingList
          findings={error.findings}
          label="Where"
          onGo={error.code === "bad-json" ? go : undefined}
        />
      )}
    </div>
  );
}
