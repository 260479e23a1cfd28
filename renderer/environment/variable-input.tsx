import {
  createContext,
  type InputHTMLAttributes,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import type { RequestDraft } from "../state/drafts.ts";
import { NameList } from "./name-list.tsx";
import { useNameChoices } from "./use-name-choices.ts";
import { useReferences } from "./use-references.ts";
import { Marks, VariableCard, wordsWithName } from "./variable-marks.tsx";

/** The request whose variables the fields below may name; without one a field is a plain field. */
export const VariableScopeOf = createContext<RequestDraft | undefined>(undefined);

interface VariableInputProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly value: string;
}

/** A field in which `{{name}}` is marked as it is typed, and told on hover: its value, and where that comes from. */
export function VariableInput({ value, ...rest }: VariableInputProps) {
  const draft = useContext(VariableScopeOf);
  const references = useReferences(draft, value, "plain")?.references ?? [];
  const [hovered, setHovered] = useState<DOMRect>();
  const marks = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const names = useNameChoices(field, draft);
  const listId = useId();
  const isUnresolved = references.some(({ origin }) => origin === "unresolved");

  const scroll = () => {
    if (marks.current !== null) marks.current.scrollLeft = field.current?.scrollLeft ?? 0;
  };
  useEffect(scroll);

  return (
    <span
      className="variable-field"
      onPointerEnter={(event) => setHovered(event.currentTarget.getBoundingClientRect())}
      onPointerLeave={() => setHovered(undefined)}
    >
      <input
        {...rest}
        ref={field}
        value={value}
        onScroll={scroll}
        onSelect={names.look}
        onBlur={(event) => {
          names.close();
          rest.onBlur?.(event);
        }}
        onKeyDown={(event) => {
          if (!names.press(event)) rest.onKeyDown?.(event);
        }}
        {...(names.choices.length === 0
          ? {}
          : {
              "aria-autocomplete": "list" as const,
              "aria-controls": listId,
              "aria-activedescendant": `${listId}-${names.active}`,
            })}
        {...(isUnresolved ? { "aria-invalid": true } : {})}
        {...(references.length === 0 ? {} : { "aria-description": references.map(wordsWithName).join("; ") })}
      />
      {references.length === 0 ? null : (
        <div ref={marks} aria-hidden="true" className={`variable-marks ${rest.className ?? ""}`}>
          <Marks text={value} references={references} />
        </div>
      )}
      {names.choices.length === 0 ? null : (
        <NameList id={listId} names={names} anchor={field.current?.getBoundingClientRect()} />
      )}
      {hovered === undefined || references.length === 0 || names.choices.length > 0 ? null : (
        <VariableCard references={references} anchor={hovered} />
      )}
    </span>
  );
}
