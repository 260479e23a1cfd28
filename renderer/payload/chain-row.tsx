import type { DocumentSummary } from "../../core/contract/views.ts";
import { bindTab } from "../actions/connect.ts";
import { editPayload } from "../actions/payload.ts";
import { messageNames } from "../side/schema-rows.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { useCurrentConnection } from "../state/use-current.ts";

interface ChainRowProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary | undefined;
}

/** How the input became these bytes, step by step, and as which message they are read. */
export function ChainRow({ draft, document }: ChainRowProps) {
  const connection = useCurrentConnection();
  const schema = connection?.schema;
  return (
    <div className="address-row chain">
      <ol className="chain-steps" aria-label="Steps from the input to the bytes">
        {(document?.steps ?? []).map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place in the chain
          <li key={index} className="chip">
            {step}
          </li>
        ))}
      </ol>
      {schema === undefined ? (
        <span className="chain-none">no schema</span>
      ) : (
        <select
          className="control read-as"
          aria-label="Read as"
          value={draft.typeName}
          onChange={(event) => {
            bindTab(draft.id, connection?.id ?? "");
            editPayload(draft.id, (now) => ({ ...now, typeName: event.target.value }));
          }}
        >
          <option value="">no message type</option>
          {messageNames(schema).map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      )}
    </div>
  );
}
