import { type ReactNode, useId } from "react";
import type { FieldDescription } from "../../core/contract/views.ts";
import type { FieldLookup } from "../editor/field-lookup.ts";
import { controlOf, emptyValue, valueType } from "./field-value.ts";
import { useForm } from "./form-context.ts";
import type { JsonMember, JsonObject } from "./json-tree.ts";
import { ListRows } from "./list-rows.tsx";
import { MapRows } from "./map-rows.tsx";
import { Nested } from "./nested.tsx";
import { ScalarControl } from "./scalar-control.tsx";
import { isSet, type Slot, setSlot, slotsOf, unsetSlot } from "./slots.ts";

interface FieldRowProps {
  readonly lookup: FieldLookup;
  readonly object: JsonObject;
  readonly slot: Slot;
  readonly depth: number;
}

/** A field: its name, its type, and what can be typed for it. */
export function FieldRow({ lookup, object, slot, depth }: FieldRowProps) {
  const { text, edit } = useForm();
  const { name, field, member } = slot;
  const { cardinality } = field.shape;
  const id = useId();
  const set = (raw: string) => edit(setSlot(text, object, slotsOf(lookup.children(""), object), slot, raw));
  const unset = () => edit(unsetSlot(object, slot));
  const present = isSet(slot) ? member : undefined;
  if (cardinality === "list" || cardinality === "map") {
    const Rows = cardinality === "list" ? ListRows : MapRows;
    return <Rows lookup={lookup} slot={slot} member={present} depth={depth} set={set} unset={unset} />;
  }
  switch (controlOf(field)) {
    case "message":
      return (
        <Nested lookup={lookup} slot={slot} node={present?.value} depth={depth} set={set} unset={unset} />
      );
    case "free":
      return <FreeRow slot={slot} member={present} set={set} unset={unset} />;
    default:
      return (
        <RowFrame id={id} name={name} field={field} member={present} unset={unset}>
          <ScalarControl
            id={id}
            field={field}
            node={present?.value}
            onChange={set}
            onEmpty={unset}
            hint={hintOf(field)}
          />
        </RowFrame>
      );
  }
}

function hintOf(field: FieldDescription): string {
  return valueType(field) === "string" && field.messageType !== undefined ? (field.form ?? "") : "";
}

interface RowFrameProps {
  readonly id: string;
  readonly name: string;
  readonly field: FieldDescription;
  readonly member: JsonMember | undefined;
  readonly unset: () => void;
  readonly children: ReactNode;
}

/** Name, type, control, a way to leave the field out, and what is wrong with the value. */
function RowFrame({ id, name, field, member, unset, children }: RowFrameProps) {
  const wrong = useForm().wrongAt(member ?? { start: -1, end: -1 });
  return (
    <div className={`entry-row ${member === undefined ? "unset" : ""}`}>
      <FieldName id={id} name={name} field={field} />
      {children}
      <span className="entry-steps">
        {member === undefined ? null : (
          <button type="button" className="quiet" aria-label={`Leave out ${name}`} onClick={unset}>
            ×
          </button>
        )}
      </span>
      {wrong === undefined ? null : <span className="form-wrong">{wrong.message}</span>}
    </div>
  );
}

interface FieldNameProps {
  readonly id?: string;
  readonly name: string;
  readonly field: FieldDescription;
}

/** The name of a field with its comment on hover, and its type. */
export function FieldName({ id, name, field }: FieldNameProps) {
  const title = [field.declaration, field.comment, ...(field.rules ?? [])].filter(Boolean).join("\n");
  const className = `entry-name mono ${field.deprecated === true ? "deprecated" : ""}`;
  return (
    <>
      {id === undefined ? (
        <span className={className} title={title}>
          {name}
        </span>
      ) : (
        <label className={className} htmlFor={id} title={title}>
          {name}
        </label>
      )}
      <span className="entry-type mono" title={title}>
        {typeText(field)}
      </span>
    </>
  );
}

function typeText({ declaration }: FieldDescription): string {
  const type = declaration.replace(/^(optional|required|repeated)\s+/, "").replace(/\s+\w+\s*=.*$/s, "");
  return type.replace(/[\w.]+\.(\w+)/g, "$1");
}

interface FreeRowProps {
  readonly slot: Slot;
  readonly member: JsonMember | undefined;
  readonly set: (raw: string) => void;
  readonly unset: () => void;
}

/** A value of any shape, which is edited as JSON. */
function FreeRow({ slot: { name, field }, member, set, unset }: FreeRowProps) {
  const { text, openJson } = useForm();
  return (
    <div className={`entry-row ${member === undefined ? "unset" : ""}`}>
      <FieldName name={name} field={field} />
      <span className="entry-free mono">
        {member === undefined ? "" : text.slice(member.value.start, member.value.end).slice(0, 200)}
      </span>
      <span className="entry-steps">
        {member === undefined ? (
          <button
            type="button"
            className="link"
            aria-label={`Add ${name}`}
            onClick={() => set(emptyValue(field))}
          >
            Add
          </button>
        ) : (
          <>
            <button type="button" className="link" onClick={() => openJson(member.value.start)}>
              Edit in JSON
            </button>
            <button type="button" className="quiet" aria-label={`Leave out ${name}`} onClick={unset}>
              ×
            </button>
          </>
        )}
      </span>
    </div>
  );
}
