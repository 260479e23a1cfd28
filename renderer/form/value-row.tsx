import type { ReactNode } from "react";
import type { FieldDescription } from "../../core/contract/views.ts";
import type { FieldLookup } from "../editor/field-lookup.ts";
import type { Control } from "./field-value.ts";
import { useForm } from "./form-context.ts";
import type { JsonNode } from "./json-tree.ts";
import { MessageRows } from "./nested.tsx";
import { ScalarControl } from "./scalar-control.tsx";

interface ValueRowProps {
  readonly lookup: FieldLookup;
  readonly field: FieldDescription;
  readonly control: Control;
  /** What names it for those who cannot see where it stands. */
  readonly name: string;
  /** Its index or key. */
  readonly title: ReactNode;
  readonly node: JsonNode;
  readonly depth: number;
  readonly onChange: (raw: string) => void;
  readonly onRemove: () => void;
}

/** One value of a list or a map. */
export function ValueRow(props: ValueRowProps) {
  const { lookup, field, control, name, title, node, depth, onChange, onRemove } = props;
  const { text, openJson, wrongAt } = useForm();
  const isMessage = control === "message";
  const wrong = isMessage ? undefined : wrongAt(node);
  return (
    <>
      <div className="entry-row entry-item">
        {title}
        {isMessage ? (
          <span />
        ) : control === "free" ? (
          <button type="button" className="link entry-free mono" onClick={() => openJson(node.start)}>
            {text.slice(node.start, node.end).slice(0, 200)}
          </button>
        ) : (
          <ScalarControl
            label={name}
            field={field}
            node={node}
            onChange={onChange}
            onEmpty={() => onChange('""')}
          />
        )}
        <span className="entry-steps">
          <button type="button" className="quiet" aria-label={`Remove ${name}`} onClick={onRemove}>
            ×
          </button>
        </span>
        {wrong === undefined ? null : <span className="form-wrong">{wrong.message}</span>}
      </div>
      {isMessage ? (
        <div className="entry-nested">
          <MessageRows lookup={lookup} typeName={field.messageType} node={node} depth={depth + 1} />
        </div>
      ) : null}
    </>
  );
}
