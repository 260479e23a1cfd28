import { bindTab } from "../actions/connect.ts";
import { editPayload } from "../actions/payload.ts";
import { messageNames } from "../side/schema-rows.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { useCurrentConnection } from "../state/use-current.ts";

/** As which message type the bytes are read. */
export function ReadAs({ draft }: { readonly draft: PayloadDraft }) {
  const connection = useCurrentConnection();
  if (connection?.schema === undefined) return <span className="chain-none">no schema</span>;
  return (
    <select
      className="control read-as"
      aria-label="Read as"
      value={draft.typeName}
      onChange={(event) => {
        bindTab(draft.id, connection.id);
        editPayload(draft.id, (now) => ({ ...now, typeName: event.target.value }));
      }}
    >
      <option value="">no message type</option>
      {messageNames(connection.schema).map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}
