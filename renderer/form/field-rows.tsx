import type { FieldDescription } from "../../core/contract/views.ts";
import type { FieldLookup } from "../editor/field-lookup.ts";
import { FieldRow } from "./field-row.tsx";
import { useForm } from "./form-context.ts";
import { removeMember } from "./json-edits.ts";
import type { JsonMember, JsonObject } from "./json-tree.ts";
import { OneofRow } from "./oneof-row.tsx";
import { type Slot, slotsOf } from "./slots.ts";

interface FieldRowsProps {
  readonly lookup: FieldLookup;
  readonly object: JsonObject;
  readonly depth?: number;
}

/** The fields of one message in the order of the schema, and what stands in its JSON beside them. */
export function FieldRows({ lookup, object, depth = 0 }: FieldRowsProps) {
  const fields = lookup.children("");
  const slots = slotsOf(fields, object);
  const others = object.members.filter((member) => !slots.some((slot) => slot.member === member));
  return (
    <div className="entry-rows">
      {fields.length === 0 ? <p className="entry-empty">This message has no fields.</p> : null}
      {groupsOf(slots).map(([first, ...rest]) =>
        first.field.shape.oneof === undefined ? (
          <FieldRow key={first.name} lookup={lookup} object={object} slot={first} depth={depth} />
        ) : (
          <OneofRow
            key={`oneof ${first.field.shape.oneof}`}
            lookup={lookup}
            object={object}
            slots={[first, ...rest]}
            depth={depth}
          />
        ),
      )}
      {others.map((member) => (
        <OtherRow key={member.start} object={object} member={member} />
      ))}
    </div>
  );
}

/** Members of a oneof together, where its first one is declared. */
function groupsOf(slots: readonly Slot[]): readonly (readonly [Slot, ...Slot[]])[] {
  const groups = new Map<string, [Slot, ...Slot[]]>();
  for (const slot of slots) {
    const key = keyOf(slot.field) ?? slot.name;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [slot]);
    else group.push(slot);
  }
  return [...groups.values()];
}

function keyOf({ shape }: FieldDescription): string | undefined {
  return shape.oneof === undefined ? undefined : `oneof ${shape.oneof}`;
}

/** A member that is no field of the message: an extension, or a name that the schema does not have. */
function OtherRow({ object, member }: { readonly object: JsonObject; readonly member: JsonMember }) {
  const { text, edit, openJson, wrongAt } = useForm();
  const wrong = wrongAt(member);
  return (
    <div className="entry-row">
      <span className="entry-name mono">{member.key}</span>
      <span className="entry-type">{member.key.startsWith("[") ? "extension" : "not in the schema"}</span>
      <span className="entry-free mono">
        {text.slice(member.value.start, member.value.end).slice(0, 200)}
      </span>
      <span className="entry-steps">
        <button type="button" className="link" onClick={() => openJson(member.value.start)}>
          Edit in JSON
        </button>
        <button
          type="button"
          className="quiet"
          aria-label={`Remove ${member.key}`}
          onClick={() => edit(removeMember(object, member))}
        >
          ×
        </button>
      </span>
      {wrong === undefined ? null : <span className="form-wrong">{wrong.message}</span>}
    </div>
  );
}
