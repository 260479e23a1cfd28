import { useState } from "react";
import { controlOf, emptyValue, freeKey } from "./field-value.ts";
import { useForm } from "./form-context.ts";
import { insertMember, removeAt } from "./json-edits.ts";
import type { JsonMember } from "./json-tree.ts";
import { MoreItems, SHOWN_ITEMS } from "./list-rows.tsx";
import { Group, type HolderProps } from "./nested.tsx";
import { ValueRow } from "./value-row.tsx";

/** A map field: a key and a value for each entry. */
export function MapRows({
  lookup,
  slot,
  member,
  depth,
  set,
  unset,
}: HolderProps & { readonly member: JsonMember | undefined }) {
  const { text, edit } = useForm();
  const [shown, setShown] = useState(SHOWN_ITEMS);
  const object = member?.value.kind === "object" ? member.value : undefined;
  const entries = object?.members ?? [];
  function add() {
    const keys = entries.map(({ key }) => key);
    const [key, raw] = [freeKey(slot.field, keys), emptyValue(slot.field)];
    setShown(Math.max(shown, entries.length + 1));
    if (object === undefined) set(`{${JSON.stringify(key)}: ${raw}}`);
    else edit(insertMember(text, object, entries.at(-1), key, raw));
  }
  return (
    <Group
      slot={slot}
      isSet={object !== undefined}
      depth={depth}
      count={entries.length}
      onAdd={add}
      unset={unset}
      body={() => (
        <>
          {entries.slice(0, shown).map((entry, index) => (
            <ValueRow
              // biome-ignore lint/suspicious/noArrayIndexKey: the key of an entry changes as it is typed
              key={index}
              lookup={lookup}
              field={slot.field}
              control={controlOf(slot.field)}
              name={`${slot.name}[${JSON.stringify(entry.key)}]`}
              title={<KeyInput entry={entry} name={slot.name} />}
              node={entry.value}
              depth={depth}
              onChange={(raw) => edit({ start: entry.value.start, end: entry.value.end, text: raw })}
              onRemove={() => object && edit(removeAt(object, entries, index))}
            />
          ))}
          <MoreItems count={entries.length - shown} onMore={() => setShown(shown + SHOWN_ITEMS)} />
        </>
      )}
    />
  );
}

function KeyInput({ entry, name }: { readonly entry: JsonMember; readonly name: string }) {
  const { edit } = useForm();
  return (
    <input
      className="control mono entry-key"
      aria-label={`Key of ${name}`}
      spellCheck={false}
      value={entry.key}
      onChange={(event) => edit({ ...entry.keySpan, text: JSON.stringify(event.target.value) })}
    />
  );
}
