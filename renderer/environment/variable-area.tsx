import { type TextareaHTMLAttributes, useContext, useEffect, useRef, useState } from "react";
import { useReferences } from "./use-references.ts";
import { VariableScopeOf } from "./variable-input.tsx";
import { Marks, VariableCard, wordsWithName } from "./variable-marks.tsx";

interface VariableAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly value: string;
}

/** Several lines in which `{{name}}` is marked as it is typed, and told on hover. */
export function VariableArea({ value, ...rest }: VariableAreaProps) {
  const draft = useContext(VariableScopeOf);
  const references = useReferences(draft, value, "plain")?.references ?? [];
  const [hovered, setHovered] = useState<DOMRect>();
  const marks = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const isUnresolved = references.some(({ origin }) => origin === "unresolved");

  const scroll = () => {
    if (marks.current !== null) marks.current.scrollTop = field.current?.scrollTop ?? 0;
  };
  useEffect(scroll);

  return (
    <span
      className="variable-field variable-area"
      onPointerEnter={(event) => setHovered(event.currentTarget.getBoundingClientRect())}
      onPointerLeave={() => setHovered(undefined)}
    >
      <textarea
        {...rest}
        ref={field}
        value={value}
        onScroll={scroll}
        {...(isUnresolved ? { "aria-invalid": true } : {})}
        {...(references.length === 0 ? {} : { "aria-description": references.map(wordsWithName).join("; ") })}
      />
      {references.length === 0 ? null : (
        <div ref={marks} aria-hidden="true" className={`variable-marks ${rest.className ?? ""}`}>
          <Marks text={value} references={references} />
        </div>
      )}
      {hovered === undefined || references.length === 0 ? null : (
        <VariableCard references={references} anchor={hovered} />
      )}
    </span>
  );
}
