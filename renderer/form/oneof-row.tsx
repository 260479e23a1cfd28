import { useId, useRef } from "react";
import type { FieldLookup } from "../editor/field-lookup.ts";
import { chooseMember } from "./choose-member.ts";
import { FieldRow } from "./field-row.tsx";
import { useForm } from "./form-context.ts";
import type { JsonObject } from "./json-tree.ts";
import { isSet, type Slot } from "./slots.ts";

interface OneofRowProps {
  readonly lookup: FieldLookup;
  readonly object: JsonObject;
  readonly slots: readonly Slot[];
  readonly depth: number;
}

/** A oneof: which member is set, and that member. What was typed for another comes back when it is chosen again. */
export function OneofRow({ lookup, object, slots, depth }: OneofRowProps) {
  const { text, edit } = useForm();
  const id = useId();
  const kept = useRef(new Map<string, string>());
  const set = slots.filter(isSet);
  function choose(name: string) {
    for (const { name: other, member } of set)
      if (member !== undefined) kept.current.set(other, text.slice(member.value.start, member.value.end));
    const names = slots.map((slot) => slot.name);
    const place = { start: object.start, fields: lookup.children(""), names };
    const now = chooseMember(text, place, name === "" ? undefined : name, kept.current);
    edit({ start: 0, end: text.length, text: now });
  }
  return (
    <div className="entry-oneof">
      <div className={`entry-row ${set.length === 0 ? "unset" : ""}`}>
        <label className="entry-name mono" htmlFor={id}>
          {slots[0]?.field.shape.oneof}
        </label>
        <span className="entry-type mono">oneof</span>
        <select
          id={id}
          className="control mono"
          value={set.length === 1 ? set[0]?.name : ""}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{set.length > 1 ? `${set.length} are set` : "not set"}</option>
          {slots.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <span />
      </div>
      {set.map((slot) => (
        <FieldRow key={slot.name} lookup={lookup} object={object} slot={slot} depth={depth} />
      ))}
    </div>
  );
}
