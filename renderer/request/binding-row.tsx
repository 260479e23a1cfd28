import { editRequest } from "../actions/tabs.ts";
import { findMethod } from "../state/connections.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useSchema } from "../state/use-current.ts";

/** Which `google.api.http` rule the call travels by. */
export function BindingRow({ draft }: { readonly draft: RequestDraft }) {
  const method = findMethod(useSchema(draft.connectionId), draft.method);
  const bindings = method?.httpBindings ?? [];
  return (
    <div className="binding-row">
      <span>HTTP rule</span>
      {bindings.length === 0 ? (
        <span className="binding-none">
          {draft.method === "" ? "no method is chosen" : "this method has none"}
        </span>
      ) : (
        <select
          className="binding"
          aria-label="HTTP rule"
          value={draft.binding}
          onChange={(event) =>
            editRequest(draft.id, (now) => ({ ...now, binding: Number(event.target.value) }))
          }
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
      )}
    </div>
  );
}
