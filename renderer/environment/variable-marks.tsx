/** How the variables in a field of text are shown: marked in their place, and told on hover. */
import type { VariableReference } from "../../core/contract/environments.ts";
import { wordsOf } from "./use-references.ts";

interface MarksProps {
  readonly text: string;
  readonly references: readonly VariableReference[];
}

/** The text once more, seen through: only the places of its references show. */
export function Marks({ text, references }: MarksProps) {
  let at = 0;
  return (
    <span>
      {references.map(({ start, end, origin }) => {
        const before = text.slice(at, start);
        at = end;
        return (
          <span key={start}>
            {before}
            <mark className={origin === "unresolved" ? "unresolved" : ""}>{text.slice(start, end)}</mark>
          </span>
        );
      })}
      {text.slice(at)}
    </span>
  );
}

interface VariableCardProps {
  readonly references: readonly VariableReference[];
  readonly anchor: DOMRect;
}

/** What each variable stands for, below the field it is in. */
export function VariableCard({ references, anchor }: VariableCardProps) {
  const left = Math.min(anchor.left, window.innerWidth - 340);
  return (
    <dl className="variable-card" style={{ left: Math.max(6, left), top: anchor.bottom + 4 }}>
      {references.map((reference) => (
        <div key={reference.start} className={reference.origin === "unresolved" ? "unresolved" : ""}>
          <dt>{reference.expression}</dt>
          <dd>{wordsOf(reference)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The same in a line, for those who do not see the marks. */
export function wordsWithName(reference: VariableReference): string {
  return `${reference.expression}: ${wordsOf(reference)}`;
}
