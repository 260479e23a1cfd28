import { type TextareaHTMLAttributes, useRef } from "react";
import { MarkedField, useMarks } from "./variable-marks.tsx";

interface VariableAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly value: string;
}

/** Several lines in which `{{name}}` is marked as it is typed, and told on hover. */
export function VariableArea({ value, ...rest }: VariableAreaProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { references, marks, attributes } = useMarks(field, value);
  return (
    <MarkedField
      className="variable-field variable-area"
      fieldClassName={rest.className}
      value={value}
      references={references}
      marks={marks}
    >
      <textarea {...rest} {...attributes} ref={field} value={value} />
    </MarkedField>
  );
}
