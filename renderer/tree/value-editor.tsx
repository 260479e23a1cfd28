import { useEffect, useRef, useState } from "react";
import type { EditableText } from "./editable-text.ts";

interface ValueEditorProps {
  readonly label: string;
  readonly value: EditableText;
  /** Takes the text over; false keeps the field open. */
  readonly onCommit: (text: string) => Promise<boolean>;
  readonly onClose: () => void;
}

/** A field in the place of a value: Enter takes it over, Escape leaves it as it was. */
export function ValueEditor({ label, value, onCommit, onClose }: ValueEditorProps) {
  const [text, setText] = useState(value.text);
  const [refused, setRefused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  function commit() {
    if (text === value.text) onClose();
    else void onCommit(text).then((taken) => (taken ? onClose() : setRefused(true)));
  }

  return (
    <span className="value-editor">
      <input
        ref={field}
        className="control mono"
        aria-label={label}
        aria-invalid={refused}
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setRefused(false);
          setText(event.target.value);
        }}
        onClick={(event) => event.stopPropagation()}
        onDoubleClick={(event) => event.stopPropagation()}
        onBlur={commit}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === "Enter") commit();
          if (event.key === "Escape") onClose();
        }}
      />
      <span className="value-editor-type">{value.type ?? ""}</span>
    </span>
  );
}
