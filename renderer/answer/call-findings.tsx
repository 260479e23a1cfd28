import { counted } from "../format/sizes.ts";
import type { Run } from "../state/runs.ts";
import { FindingList } from "../ui/finding-list.tsx";

const SHOWN = 3;

/** What a call has to tell beside its status: what an answer held and its message does not, what was sent too late. */
export function CallFindings({ run }: { readonly run: Run | undefined }) {
  const findings = run?.record?.findings ?? [];
  if (findings.length === 0) return null;
  const more = findings.length - SHOWN;
  return (
    <div className="problems" role="status">
      <FindingList findings={findings.slice(0, SHOWN)} label="About the call" />
      {more > 0 ? <p className="quiet-note">and {counted(more, "more finding")}</p> : null}
    </div>
  );
}
