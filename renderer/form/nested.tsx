import { type ReactNode, useEffect, useState } from "react";
import type { FieldLookup } from "../editor/field-lookup.ts";
import { FieldName } from "./field-row.tsx";
import { FieldRows } from "./field-rows.tsx";
import { useForm } from "./form-context.ts";
import type { JsonNode } from "./json-tree.ts";
import type { Slot } from "./slots.ts";

/** What the rows of a field that holds messages, a list or a map are given. */
export interface HolderProps {
  readonly lookup: FieldLookup;
  readonly slot: Slot;
  readonly depth: number;
  readonly set: (raw: string) => void;
  readonly unset: () => void;
}

/** Levels that are open at first. */
const OPEN_LEVELS = 3;

/** A message within a message: closed where it is not set, and deep down. */
export function Nested({
  lookup,
  slot,
  node,
  depth,
  set,
  unset,
}: HolderProps & { readonly node: JsonNode | undefined }) {
  return (
    <Group
      slot={slot}
      isSet={node !== undefined}
      depth={depth}
      onAdd={() => set("{}")}
      unset={unset}
      body={() => <MessageRows lookup={lookup} typeName={slot.field.messageType} node={node} depth={depth} />}
    />
  );
}

interface GroupProps {
  readonly slot: Slot;
  readonly isSet: boolean;
  readonly depth: number;
  /** How many there are, where it is several. */
  readonly count?: number;
  readonly onAdd: () => void;
  readonly unset: () => void;
  readonly body: () => ReactNode;
}

/** A field with rows below it, to open and close. */
export function Group({ slot, isSet, depth, count, onAdd, unset, body }: GroupProps) {
  const { name, field, member } = slot;
  const [chosen, setChosen] = useState<boolean>();
  const isOpen = isSet && (chosen ?? depth < OPEN_LEVELS);
  return (
    <div className="entry-group">
      <div className={`entry-row ${isSet ? "" : "unset"}`}>
        <button
          type="button"
          className="entry-toggle"
          aria-expanded={isOpen}
          aria-label={`Fields of ${name}`}
          disabled={!isSet}
          onClick={() => setChosen(!isOpen)}
        >
          {isOpen ? "▾" : "▸"}
        </button>
        <FieldName name={name} field={field} />
        <span className="entry-count">{isSet && count !== undefined ? count : ""}</span>
        <span className="entry-steps">
          {isSet && count === undefined ? null : (
            <button
              type="button"
              className="link"
              aria-label={count === undefined ? `Add ${name}` : `Add to ${name}`}
              onClick={() => {
                setChosen(true);
                onAdd();
              }}
            >
              Add
            </button>
          )}
          {member === undefined ? null : (
            <button type="button" className="quiet" aria-label={`Leave out ${name}`} onClick={unset}>
              ×
            </button>
          )}
        </span>
      </div>
      {isOpen ? <div className="entry-nested">{body()}</div> : null}
    </div>
  );
}

interface MessageRowsProps {
  readonly lookup: FieldLookup;
  readonly typeName: string | undefined;
  readonly node: JsonNode | undefined;
  readonly depth: number;
}

/** The rows of one message; its fields are asked for when they are shown. */
export function MessageRows({ lookup, typeName = "", node, depth }: MessageRowsProps) {
  const { openJson } = useForm();
  const inside = useType(lookup, typeName);
  if (inside === undefined || node === undefined) return null;
  if (node.kind === "object") return <FieldRows lookup={inside} object={node} depth={depth + 1} />;
  return (
    <p className="entry-empty">
      This is no JSON object.{" "}
      <button type="button" className="link" onClick={() => openJson(node.start)}>
        Edit in JSON
      </button>
    </p>
  );
}

function useType(lookup: FieldLookup, typeName: string): FieldLookup | undefined {
  const [found, setFound] = useState<FieldLookup>();
  useEffect(() => {
    let isWanted = true;
    void lookup.ofType(typeName).then((type) => isWanted && setFound(type));
    return () => {
      isWanted = false;
    };
  }, [lookup, typeName]);
  return found;
}
