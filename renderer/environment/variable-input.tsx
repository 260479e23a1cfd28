import { type InputHTMLAttributes, useId, useRef } from "react";
import { NameList } from "./name-list.tsx";
import { useNameChoices } from "./use-name-choices.ts";
import { MarkedField, useMarks } from "./variable-marks.tsx";

interface VariableInputProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly value: string;
}

/** A field in which `{{name}}` is marked as it is typed, and told on hover: its value, and where that comes from. */
export function VariableInput({ value, ...rest }: VariableInputProps) {
  const field = useRef<HTMLInputElement>(null);
  const { draft, references, marks, attributes } = useMarks(field, value);
  const names = useNameChoices(field, draft);
  const listId = useId();
  const isChoosing = names.choices.length > 0;
  return (
    <MarkedField
      className="variable-field"
      fieldClassName={rest.className}
      value={value}
      references={references}
      marks={marks}
      isCovered={isChoosing}
    >
      <input
        {...rest}
        {...attributes}
        ref={field}
        value={value}
        onSelect={names.look}
        onBlur={(event) => {
          names.close();
          rest.onBlur?.(event);
        }}
        onKeyDown={(event) => {
          if (!names.press(event)) rest.onKeyDown?.(event);
        }}
        {...(isChoosing
          ? {
              "aria-autocomplete": "list" as const,
              "aria-controls": listId,
              "aria-activedescendant": `${listId}-${names.active}`,
            }
          : {})}
      />
      {isChoosing ? (
        <NameList id={listId} names={names} anchor={field.current?.getBoundingClientRect()} />
      ) : null}
    </MarkedField>
  );
}
