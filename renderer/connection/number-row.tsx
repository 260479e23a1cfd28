import { useState } from "react";
import { TextRow } from "../ui/form.tsx";

interface NumberRowProps {
  readonly label: string;
  readonly placeholder: string;
  readonly hint?: string;
  /** What can be written: `a size such as 4 MB`. */
  readonly expected: string;
  readonly value: number | undefined;
  /** The number a text stands for; undefined for none. */
  readonly read: (text: string) => number | undefined;
  readonly write: (value: number) => string;
  readonly onChange: (value: number | undefined) => void;
}

/** A size or a time: what is typed stays as it is, and counts once it can be read. */
export function NumberRow({
  label,
  placeholder,
  hint,
  expected,
  value,
  read,
  write,
  onChange,
}: NumberRowProps) {
  const [typed, setTyped] = useState<string>();
  const text =
    typed !== undefined && agrees(typed, value, read) ? typed : value === undefined ? "" : write(value);
  const isWrong = text.trim() !== "" && read(text) === undefined;
  return (
    <TextRow
      label={label}
      placeholder={placeholder}
      value={text}
      {...(hint === undefined ? {} : { hint })}
      invalid={isWrong ? `Not understood and not used: write ${expected}.` : undefined}
      onChange={(next) => {
        setTyped(next);
        onChange(read(next));
      }}
    />
  );
}

/** A text that cannot be read leaves the value unset, and still must not vanish under the hands that type it. */
function agrees(typed: string, value: number | undefined, read: NumberRowProps["read"]): boolean {
  return read(typed) === value;
}
