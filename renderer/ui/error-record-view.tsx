import type { ErrorRecord } from "../../core/error.ts";
import { FindingList } from "./finding-list.tsx";

/** What failed and what to do, where there is no button for it. */
export function ErrorRecordView({ error }: { readonly error: ErrorRecord }) {
  return (
    <div className="failure" role="alert">
      <p className="failure-title">
        <span className="dot error" aria-hidden="true" />
        {error.message}
      </p>
      {error.hint === "" ? null : <p className="failure-hint">{error.hint}</p>}
      {error.findings.length === 0 ? null : <FindingList findings={error.findings} label="Where" />}
    </div>
  );
}
