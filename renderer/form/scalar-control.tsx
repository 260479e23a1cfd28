import { useId } from "react";
import type { FieldDescription } from "../../core/contract/views.ts";
import { chooseBytes } from "../actions/choose-bytes.ts";
import { VariableInput } from "../environment/variable-input.tsx";
import { controlOf, valueType, writeValue } from "./field-value.ts";
import { useForm } from "./form-context.ts";
import { type JsonNode, textOf } from "./json-tree.ts";

interface ScalarControlProps {
  /** The id that its label points to; without one, `label` names it. */
  readonly id?: string;
  readonly label?: string;
  readonly field: FieldDescription;
  readonly node: JsonNode | undefined;
  readonly hint?: string;
  /** Takes the value as JSON writes it. */
  readonly onChange: (raw: string) => void;
  /** A number was emptied, or nothing was chosen. */
  readonly onEmpty: () => void;
}

/** Enums with more names than these are typed, with the names offered. */
const MOST_CHOICES = 24;

/** The control for one value that is no message. */
export function ScalarControl({ id, label, field, node, hint, onChange, onEmpty }: ScalarControlProps) {
  const { text, select, wrongAt } = useForm();
  const listId = useId();
  const before = node === undefined ? undefined : text.slice(node.start, node.end);
  const value = before === undefined ? "" : textOf(before);
  const control = controlOf(field);
  const names = field.values?.map(({ name }) => name) ?? [];
  const isWrong = node !== undefined && wrongAt(node) !== undefined;
  const shared = {
    id,
    "aria-label": id === undefined ? label : undefined,
    "aria-invalid": isWrong,
    className: `control mono ${isWrong ? "invalid" : ""}`,
    onFocus: () => node !== undefined && select(node),
  };
  const type = (typed: string) =>
    typed === "" && control !== "text" ? onEmpty() : onChange(writeValue(typed, field, before));
  const choices = control === "boolean" ? ["true", "false"] : control === "choice" ? names : [];
  if (choices.length > 0 && names.length < MOST_CHOICES)
    return (
      <select {...shared} value={value} onChange={(event) => type(event.target.value)}>
        <option value="">not set</option>
        {(value === "" || choices.includes(value) ? choices : [...choices, value]).map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    );
  if (value.includes("\n"))
    return (
      <textarea
        {...shared}
        spellCheck={false}
        rows={Math.min(8, value.split("\n").length)}
        value={value}
        onChange={(event) => type(event.target.value)}
      />
    );
  const input = (
    <VariableInput
      {...shared}
      spellCheck={false}
      autoComplete="off"
      list={names.length > 0 ? listId : undefined}
      placeholder={node === undefined ? "not set" : ""}
      title={hint}
      value={value}
      onChange={(event) => type(event.target.value)}
    />
  );
  if (valueType(field) === "bytes")
    return (
      <div className="entry-bytes">
        {input}
        <BytesOfFile name={label ?? field.path} onBytes={(base64) => onChange(JSON.stringify(base64))} />
      </div>
    );
  if (names.length === 0) return input;
  return (
    <>
      {input}
      <datalist id={listId}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

interface BytesOfFileProps {
  readonly name: string;
  readonly onBytes: (base64: string) => void;
}

/** Puts the bytes of a file in the place of a value. */
function BytesOfFile({ name, onBytes }: BytesOfFileProps) {
  return (
    <button
      type="button"
      className="quiet"
      aria-label={`Bytes of a file for ${name}`}
      title="Take the bytes of a file"
      onClick={() => void chooseBytes().then((base64) => base64 !== undefined && onBytes(base64))}
    >
      File…
    </button>
  );
}
