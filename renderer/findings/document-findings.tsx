import type { DocumentFinding, Fix } from "../../core/contract/fixes.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { Finding, Severity } from "../../core/finding.ts";
import { notify } from "../actions/notify.ts";
import { useEditing } from "../edit/editing.ts";
import { desktop } from "../engine/desktop.ts";
import { useAsked } from "../engine/use-asked.ts";
import { windowHint } from "../engine/window-hint.ts";
import { counted } from "../format/sizes.ts";
import { findingText } from "./finding-text.ts";

interface DocumentFindingsProps {
  readonly document: DocumentSummary;
  /** Findings of the input, which the edited bytes do not have. */
  readonly inputFindings?: readonly Finding[];
  /** Goes to the place of a finding. */
  readonly onGo: (finding: Finding) => void;
  /** Takes the input in another way; absent where there is no input. */
  readonly onInput?: ((fix: Extract<Fix, { kind: "input" }>) => void) | undefined;
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2, hint: 3 };
/** Findings that are drawn; a message with more has one fault many times. */
const SHOWN = 500;

/** The findings of a document, worst first, each with its place and, where there is one, a button that mends it. */
export function DocumentFindings({ document, onGo, onInput }: DocumentFindingsProps) {
  const { documentId, findings, progress } = document;
  const asked = useAsked(progress === undefined ? documentId : "", (one) => one.readFindings({ documentId }));
  const all: readonly (Finding & Partial<DocumentFinding>)[] =
    asked.key === documentId && asked.value !== undefined ? asked.value : findings;
  if (all.length === 0 && progress !== undefined)
    return <p className="quiet-note">Findings are told when the bytes are read.</p>;
  if (all.length === 0) return <p className="quiet-note">Nothing to remark.</p>;
  const sorted = [...all].sort((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, SHOWN);
  return (
    <>
      <ul className="findings" aria-label="Findings">
        {sorted.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings have no identity of their own
          <li key={index} className={`finding ${finding.severity}`}>
            <span className="dot" role="img" aria-label={finding.severity} />
            <code className="finding-code">{finding.code}</code>
            <FindingWords finding={finding} onGo={onGo} />
            <FixButton finding={finding} onInput={onInput} onGo={onGo} />
          </li>
        ))}
      </ul>
      <button type="button" className="link findings-copy" onClick={() => void copy(sorted)}>
        Copy these findings
      </button>
    </>
  );
}

async function copy(findings: readonly Finding[]): Promise<void> {
  await desktop().copyText(findings.map(findingText).join("\n"));
  notify(`${counted(findings.length, "finding")} copied.`);
}

function wordsOf({ message, hint }: Finding): string {
  return hint === undefined ? message : `${message} ${windowHint(hint)}`;
}

interface FindingProps {
  readonly finding: Finding & Partial<DocumentFinding>;
  readonly onGo: (finding: Finding) => void;
}

/** The words, which lead to the place where there is one. */
function FindingWords({ finding, onGo }: FindingProps) {
  const { message, hint, bytes } = finding;
  const words = (
    <>
      {message}
      {hint === undefined ? null : <span className="finding-hint"> {windowHint(hint)}</span>}
    </>
  );
  if (bytes === undefined)
    return (
      <span className="finding-words" title={wordsOf(finding)}>
        {words}
      </span>
    );
  return (
    <button type="button" className="finding-words" title={wordsOf(finding)} onClick={() => onGo(finding)}>
      {words}
    </button>
  );
}

function FixButton(props: FindingProps & Pick<DocumentFindingsProps, "onInput">) {
  const { finding, onGo, onInput } = props;
  const { fix } = finding;
  const editing = useEditing();
  if (finding.code === "reading-ambiguous")
    return (
      <button type="button" className="link fix" onClick={() => onGo(finding)}>
        choose
      </button>
    );
  if (fix === undefined || (fix.kind === "edit" ? editing : onInput) === undefined) return <span />;
  return (
    <button
      type="button"
      className="link fix"
      onClick={() =>
        fix.kind === "edit"
          ? void editing?.apply(fix.label, () => fix.edit, { repair: fix.repair })
          : onInput?.(fix)
      }
    >
      {fix.label}
    </button>
  );
}
