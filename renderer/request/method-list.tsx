import { useId, useMemo, useState } from "react";
import type { MethodSummary, SchemaSummary } from "../../core/contract/views.ts";
import { splitMethod } from "../format/method-kind.ts";
import { search } from "../format/search.ts";
import { KindChip } from "../ui/kind-chip.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { VirtualRows } from "../ui/virtual-rows.tsx";

interface MethodListProps {
  readonly schema: SchemaSummary;
  readonly chosen: string;
  readonly onChoose: (fullName: string) => void;
}

const LIMIT = 2000;

/** Methods by a few typed letters, with what their author wrote about them. */
export function MethodList({ schema, chosen, onChoose }: MethodListProps) {
  const [query, setQuery] = useState("");
  const all = useMemo(() => schema.services.flatMap((service) => service.methods), [schema]);
  const found = useMemo(() => search(all, query, (method) => method.fullName, LIMIT), [all, query]);
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      all.findIndex((one) => one.fullName === chosen),
    ),
  );
  const listId = useId();
  const current = found[Math.min(active, found.length - 1)];

  return (
    <>
      <SearchField
        label="Search methods"
        className="control"
        listId={listId}
        active={current === undefined ? undefined : found.indexOf(current)}
        query={query}
        onQuery={(text) => {
          setQuery(text);
          setActive(0);
        }}
        onStep={(step) => setActive((now) => Math.min(found.length - 1, Math.max(0, now + step)))}
        onTake={() => current !== undefined && onChoose(current.fullName)}
      />
      <VirtualRows
        id={listId}
        role="listbox"
        aria-label="Methods"
        className="method-list"
        style={{ height: Math.min(10, found.length) * 26 }}
        count={found.length}
        rowHeight={26}
        shown={current === undefined ? undefined : found.indexOf(current)}
        renderRow={(index) => {
          const method = found[index];
          if (method === undefined) return null;
          return (
            <MethodOption
              key={method.fullName}
              id={`${listId}-${index}`}
              method={method}
              active={method === current}
              onPoint={() => setActive(index)}
              onChoose={() => onChoose(method.fullName)}
            />
          );
        }}
      />
      <MethodDocs method={current} />
    </>
  );
}

interface MethodOptionProps {
  readonly id: string;
  readonly method: MethodSummary;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function MethodOption({ id, method, active, onPoint, onChoose }: MethodOptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the search field above has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it names the active option
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={`option ${active ? "active" : ""} ${method.deprecated ? "deprecated" : ""}`}
      onMouseMove={onPoint}
      onClick={onChoose}
    >
      <KindChip kind={method.kind} />
      <span className="option-name">{method.name}</span>
      <span className="option-place">{splitMethod(method.fullName).service}</span>
    </div>
  );
}

function MethodDocs({ method }: { readonly method: MethodSummary | undefined }) {
  if (method === undefined) return <p className="method-docs">No method has these letters.</p>;
  return (
    <div className="method-docs">
      <p>{method.comment || "Its author wrote nothing about it."}</p>
      <p className="mono">
        {method.inputType} → {method.outputType}
      </p>
      {method.httpBindings.map((rule) => (
        <p key={rule} className="mono">
          {rule}
        </p>
      ))}
    </div>
  );
}
