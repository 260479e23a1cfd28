import { useState } from "react";
import { controlOf, emptyValue } from "./field-value.ts";
import { useForm } from "./form-context.ts";
import { appendItem, removeAt } from "./json-edits.ts";
import type { JsonMember } from "./json-tree.ts";
import { Group, type HolderProps } from "./nested.tsx";
import { ValueRow } from "./value-row.tsx";

/** Items shown at first, and more at a time. */
export const SHOWN_ITEMS = 50;

/** A repeated field: its items one below the other. */
export function ListRows({
  lookup,
  slot,
  member,
  depth,
  set,
  unset,
}: HolderProps & { readonly member: JsonMember | undefined }) {
  const { text, edit } = useForm();
  const [shown, setShown] = useState(SHOWN_ITEMS);
  const list = member?.value.kind === "list" ? member.value : undefined;
  const items = list?.items ?? [];
  const empty = emptyValue(slot.field);
  return (
    <Group
      slot={slot}
      isSet={list !== undefined}
      depth={depth}
      count={items.length}
      onAdd={() => {
        setShown(Math.max(shown, items.length + 1));
        if (list === undefined) set(`[${empty}]`);
        else edit(appendItem(text, list, empty));
      }}
      unset={unset}
      body={() => (
        <>
          {items.slice(0, shown).map((node, index) => (
            <ValueRow
              // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place in the list
              key={index}
              lookup={lookup}
              field={slot.field}
              control={controlOf(slot.field)}
              name={`${slot.name}[${index}]`}
              title={<span className="entry-name mono">{`[${index}]`}</span>}
              node={node}
              depth={depth}
              onChange={(raw) => edit({ start: node.start, end: node.end, text: raw })}
              onRemove={() => list && edit(removeAt(list, items, index))}
            />
          ))}
          <MoreItems count={items.length - shown} onMore={() => setShown(shown + SHOWN_ITEMS)} />
        </>
      )}
    />
  );
}

/** The way to those that are not shown yet. */
export function MoreItems({ count, onMore }: { readonly count: number; readonly onMore: () => void }) {
  if (count <= 0) return null;
  return (
    <button type="button" className="link entry-more" onClick={onMore}>
      {`${count} more`}
    </button>
  );
}
