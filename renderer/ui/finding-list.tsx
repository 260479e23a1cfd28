import type { Finding, Severity } from "../../core/finding.ts";
import { windowHint } from "../engine/window-hint.ts";

interface FindingListProps {
  readonly findings: readonly Finding[];
  readonly label: string;
  /** Goes to the place of a finding that has one. */
  readonly onGo?: ((finding: Finding) => void) | undefined;
}

/** Findings, worst first, each with its code, words, place and what to do. */
export function FindingList({ findings, label, onGo }: FindingListProps) {
  const sorted = [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
  return (
    <ul className="findings" aria-label={label}>
      {sorted.map((finding, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: findings have no identity of their own
        <li key={index} className={`finding ${finding.severity}`}>
          <span className="dot" role="img" aria-label={finding.severity} />
          <code className="finding-code">{finding.code}</code>
          <span className="finding-words">
            {finding.message}
            {finding.hint === undefined ? null : (
              <span className="finding-hint"> {windowHint(finding.hint)}</span>
            )}
          </span>
          <FindingPlace finding={finding} onGo={onGo} />
        </li>
      ))}
    </ul>
  );
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };

function FindingPlace({
  finding,
  onGo,
}: {
  readonly finding: Finding;
  readonly onGo: FindingListProps["onGo"];
}) {
  const place = placeWords(finding);
  if (place === "") return null;
  if (onGo === undefined) return <span className="finding-place">{place}</span>;
  return (
    <button type="button" className="link finding-place" onClick={() => onGo(finding)}>
      {place}
    </button>
  );
}

/** `line 3, column 5`, `0025 +4`, or the file's place. */
export function placeWords({ text, bytes, file }: Finding): string {
  if (text !== undefined && file !== undefined) return `${file}:${text.line}:${text.column}`;
  if (text !== undefined) return `line ${text.line}, column ${text.column}`;
  if (bytes !== undefined) return `${bytes.start.toString(16).padStart(4, "0")} +${bytes.end - bytes.start}`;
  return file ?? "";
}
