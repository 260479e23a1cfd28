import { type ReactNode, useId, useState } from "react";
import { desktop } from "../engine/desktop.ts";
import { VariableArea } from "../environment/variable-area.tsx";
import { VariableInput } from "../environment/variable-input.tsx";

/** A form in two columns: what a row is, and its control. */
export function FormGrid({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <fieldset className="form-grid">
      <legend>{label}</legend>
      {children}
    </fieldset>
  );
}

interface TextRowProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly hint?: string | undefined;
  readonly invalid?: string | undefined;
  readonly multiline?: boolean;
  readonly onChange: (value: string) => void;
}

/** A text. `invalid` says what is wrong with it. */
export function TextRow({ label, value, placeholder, hint, invalid, multiline, onChange }: TextRowProps) {
  const id = useId();
  const note = invalid ?? hint;
  const shared = {
    id,
    className: `control mono ${invalid === undefined ? "" : "invalid"}`,
    spellCheck: false,
    placeholder: placeholder ?? "",
    value,
    "aria-invalid": invalid !== undefined,
    "aria-describedby": note === undefined ? undefined : `${id}-note`,
  };
  return (
    <Row id={id} label={label} note={note} wrong={invalid !== undefined}>
      {multiline === true ? (
        <VariableArea {...shared} rows={4} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <VariableInput {...shared} onChange={(event) => onChange(event.target.value)} />
      )}
    </Row>
  );
}

/** A text that is dots until it is asked for. */
export function SecretRow({ label, value, placeholder, hint, multiline, invalid, onChange }: TextRowProps) {
  const id = useId();
  const note = invalid ?? hint;
  const [shown, setShown] = useState(false);
  const look = invalid === undefined ? "" : "invalid";
  const shared = {
    id,
    spellCheck: false,
    autoComplete: "off",
    placeholder: placeholder ?? "",
    value,
    "aria-invalid": invalid !== undefined,
    "aria-describedby": note === undefined ? undefined : `${id}-note`,
  };
  return (
    <Row id={id} label={label} note={note} wrong={invalid !== undefined}>
      <div className="secret">
        {multiline === true ? (
          <textarea
            {...shared}
            className={`control mono ${look} ${shown ? "" : "masked"}`}
            rows={4}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <VariableInput
            {...shared}
            className={`control mono ${look}`}
            type={shown || isVariable(value) ? "text" : "password"}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
        <button
          type="button"
          className="quiet"
          aria-pressed={shown}
          aria-label={`Show ${label}`}
          onClick={() => setShown(!shown)}
        >
          {shown ? "Hide" : "Show"}
        </button>
      </div>
    </Row>
  );
}

/** The name of a variable is no secret, its value is. */
function isVariable(text: string): boolean {
  return /^\s*\{\{[^{}]+\}\}\s*$/.test(text);
}

interface ChoiceRowProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly choices: readonly (readonly [value: Value, label: string])[];
  readonly hint?: string;
  readonly onChange: (value: Value) => void;
}

/** One of a few. */
export function ChoiceRow<Value extends string>({
  label,
  value,
  choices,
  hint,
  onChange,
}: ChoiceRowProps<Value>) {
  const id = useId();
  return (
    <Row id={id} label={label} note={hint}>
      <select
        id={id}
        className="control"
        value={value}
        onChange={(event) => {
          const chosen = choices.find(([one]) => one === event.target.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {choices.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </Row>
  );
}

interface CheckRowProps {
  readonly label: string;
  readonly checked: boolean;
  /** True while being on is a danger that has to stay visible. */
  readonly alarming?: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Yes or no. */
export function CheckRow({ label, checked, alarming, onChange }: CheckRowProps) {
  return (
    <label className={`form-check ${alarming === true && checked ? "unchecked" : ""}`}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

/** The path of a file, typed or chosen. */
export function FileRow({ label, value, placeholder, onChange }: Omit<TextRowProps, "hint" | "invalid">) {
  const id = useId();
  async function browse() {
    const [path] = await desktop().openFiles({ title: label, kind: "certificate", multiple: false });
    if (path !== undefined) onChange(path);
  }
  return (
    <Row id={id} label={label}>
      <div className="secret">
        <VariableInput
          id={id}
          className="control mono"
          spellCheck={false}
          placeholder={placeholder ?? ""}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
        <button
          type="button"
          className="quiet"
          aria-label={`Browse for the ${label}`}
          onClick={() => void browse()}
        >
          Browse…
        </button>
      </div>
    </Row>
  );
}

interface RowProps {
  readonly id: string;
  readonly label: string;
  readonly note?: string | undefined;
  readonly wrong?: boolean;
  readonly children: ReactNode;
}

function Row({ id, label, note, wrong, children }: RowProps) {
  return (
    <>
      <label htmlFor={id}>{label}</label>
      <div className="form-cell">
        {children}
        {note === undefined ? null : (
          <span id={`${id}-note`} className={wrong === true ? "form-wrong" : "form-note"}>
            {note}
          </span>
        )}
      </div>
    </>
  );
}
