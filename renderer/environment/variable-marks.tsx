/** How the variables in a field of text are shown: marked in their place, and told on hover. */
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useRef,
  useState,
} from "react";
import type { VariableReference } from "../../core/contract/environments.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useReferences, wordsOf } from "./use-references.ts";

/** The request whose variables the fields below may name; without one a field is a plain field. */
export const VariableScopeOf = createContext<RequestDraft | undefined>(undefined);

/** What a field with marks needs: the marks scroll with it, and it tells its variables to those who do not see them. */
export function useMarks(field: RefObject<HTMLInputElement | HTMLTextAreaElement | null>, value: string) {
  const draft = useContext(VariableScopeOf);
  const references = useReferences(draft, value, "plain")?.references ?? [];
  const marks = useRef<HTMLDivElement>(null);
  const isUnresolved = references.some(({ origin }) => origin === "unresolved");
  const onScroll = () =>
    marks.current?.scrollTo(field.current?.scrollLeft ?? 0, field.current?.scrollTop ?? 0);
  useEffect(onScroll);
  const attributes = {
    onScroll,
    ...(isUnresolved ? { "aria-invalid": true } : {}),
    ...(references.length === 0 ? {} : { "aria-description": references.map(wordsWithName).join("; ") }),
  };
  return { draft, references, marks, attributes };
}

interface MarkedFieldProps {
  readonly className: string;
  /** The classes of the field, so that the marks stand where its text stands. */
  readonly fieldClassName: string | undefined;
  readonly value: string;
  readonly references: readonly VariableReference[];
  readonly marks: RefObject<HTMLDivElement | null>;
  /** True while something else is shown below the field. */
  readonly isCovered?: boolean;
  /** The field itself. */
  readonly children: ReactNode;
}

/** A field with its marks over it, and what they stand for below while it is pointed at. */
export function MarkedField(props: MarkedFieldProps) {
  const { className, fieldClassName = "", value, references, marks, isCovered = false, children } = props;
  const [hovered, setHovered] = useState<DOMRect>();
  return (
    <span
      className={className}
      onPointerEnter={(event) => setHovered(event.currentTarget.getBoundingClientRect())}
      onPointerLeave={() => setHovered(undefined)}
    >
      {children}
      {references.length === 0 ? null : (
        <div ref={marks} aria-hidden="true" className={`variable-marks ${fieldClassName}`}>
          <Marks text={value} references={references} />
        </div>
      )}
      {hovered === undefined || references.length === 0 || isCovered ? null : (
        <VariableCard references={references} anchor={hovered} />
      )}
    </span>
  );
}

interface MarksProps {
  readonly text: string;
  readonly references: readonly VariableReference[];
}

/** The text once more, seen through: only the places of its references show. */
function Marks({ text, references }: MarksProps) {
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

function VariableCard({ references, anchor }: VariableCardProps) {
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

function wordsWithName(reference: VariableReference): string {
  return `${reference.expression}: ${wordsOf(reference)}`;
}
