import { type ReactNode, useState } from "react";
import { editRequest } from "../actions/tabs.ts";
import { findMethod } from "../state/connections.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useSchema } from "../state/use-current.ts";
import { BindingExplained } from "./binding-explained.tsx";
import { PasteUrl } from "./paste-url.tsx";

interface BindingRowProps {
  readonly draft: RequestDraft;
  readonly children: ReactNode;
}

/** Which `google.api.http` rule the call travels by, and what it makes of the message. */
export function BindingRow({ draft, children }: BindingRowProps) {
  const [open, setOpen] = useState(false);
  const method = findMethod(useSchema(draft.connectionId), draft.method);
  const bindings = method?.httpBindings ?? [];
  return (
    <>
      <div className="binding-row">
        <span>HTTP rule</span>
        {bindings.length === 0 ? (
          <span className="binding-none">
            {draft.method === "" ? "no method is chosen" : "this method has none"}
          </span>
        ) : (
          <RuleChoice draft={draft} bindings={bindings} />
        )}
        {bindings.length === 0 ? null : (
          <button type="button" className="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Hide the request" : "Show the request"}
          </button>
        )}
        <PasteUrl draft={draft} />
        {children}
      </div>
      {open && bindings.length > 0 ? <BindingExplained draft={draft} /> : null}
    </>
  );
}

function RuleChoice({
  draft,
  bindings,
}: {
  readonly draft: RequestDraft;
  readonly bindings: readonly string[];
}) {
  return (
    <select
      className="binding"
      aria-label="HTTP rule"
      value={draft.binding}
      onChange={(event) => editRequest(draft.id, (now) => ({ ...now, binding: Number(event.target.value) }))}
    >
      <option value={-1}>
        {bindings.length === 1 ? bindings[0] : `automatic: the first of ${bindings.length} that fits`}
      </option>
      {bindings.length === 1
        ? null
        : bindings.map((rule, index) => (
            <option key={rule} value={index}>
              {rule}
            </option>
          ))}
    </select>
  );
}
