import type { ChannelKind } from "../../core/contract/params.ts";
import { connectDraft } from "../actions/connect.ts";
import { editRequest } from "../actions/tabs.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { BindingRow } from "./binding-row.tsx";
import { DeadlineField } from "./deadline-field.tsx";
import { MethodPicker } from "./method-picker.tsx";
import { SendButton } from "./send-button.tsx";
import { TargetField } from "./target-field.tsx";

/** How, where, what, how long: everything about a call but its message. */
export function AddressRow({ draft }: { readonly draft: RequestDraft }) {
  const change = (part: Partial<RequestDraft>) => editRequest(draft.id, (now) => ({ ...now, ...part }));
  const server = draft.servers[draft.channel];

  return (
    <div className="address">
      <div className="address-row">
        <select
          className="control channel"
          aria-label="Channel"
          value={draft.channel}
          onChange={(event) => change({ channel: event.target.value as ChannelKind })}
        >
          <option value="grpc">gRPC</option>
          <option value="http-json">HTTP + JSON</option>
        </select>
        <TargetField
          key={`${draft.id} ${draft.channel}`}
          server={server}
          label={draft.channel === "grpc" ? "Address of the gRPC server" : "Address of the HTTP server"}
          className={draft.channel === "grpc" ? "grpc" : "http"}
          placeholder={draft.channel === "grpc" ? "localhost:50051" : "http://localhost:8080"}
          onChange={(next) => change({ servers: { ...draft.servers, [draft.channel]: next } })}
          onEnter={() => {
            if (draft.channel === "grpc") void connectDraft(draft);
          }}
        />
        <MethodPicker draft={draft} />
        <DeadlineField value={draft.deadline} onChange={(deadline) => change({ deadline })} />
        <SendButton draft={draft} />
      </div>
      {draft.channel === "http-json" ? <BindingRow draft={draft} /> : null}
    </div>
  );
}
