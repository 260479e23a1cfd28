import type { Finding } from "../../core/finding.ts";
import { counted } from "../format/sizes.ts";
import { FindingList } from "../ui/finding-list.tsx";

interface ProblemStripProps {
  readonly findings: readonly Finding[];
  readonly onGo: (finding: Finding) => void;
}

const SHOWN = 3;

/** What keeps the message from being encoded, with its places, under the text it is about. */
export function ProblemStrip({ findings, onGo }: ProblemStripProps) {
  const problems = findings.filter(({ severity }) => severity === "error" || severity === "warning");
  if (problems.length === 0) return null;
  const more = problems.length - SHOWN;
  return (
    <div className="problems" role="status">
      <FindingList findings={problems.slice(0, SHOWN)} label="Problems in the message" onGo={onGo} />
      {more > 0 ? <p className="quiet-note">and {counted(more, "more problem")}</p> : null}
    </div>
  );
}
