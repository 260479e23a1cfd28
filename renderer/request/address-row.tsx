import type { ChannelKind } from "../../core/contract/params.ts";
import { connectDraft } from "../actions/connect.ts";
import { editRequest } from "../actions/tabs.ts";
import { showConnection } from "../connection/show.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { serverOf, serversFor, slotOf, withServer } from "../state/servers.ts";
import { ChannelRow } from "./channel-row.tsx";
import { ChannelSelect } from "./channel-select.tsx";
import { DeadlineField } from "./deadline-field.tsx";
import { MethodPicker } from "./method-picker.tsx";
import { SendButton } from "./send-button.tsx";
import { TargetField } from "./target-field.tsx";

/** How, where, what, how long: everything about a call but its message. */
export function AddressRow({ draft }: { readonly draft: RequestDraft }) {
  const change = (part: Partial<RequestDraft>) => editRequest(draft.id, (now) => ({ ...now, ...part }));
  const server = serverOf(draft.servers, draft.channel);
  const choose = (channel: ChannelKind) =>
    editRequest(draft.id, (now) => ({ ...now, channel, servers: serversFor(now.servers, channel) }));

  return (
    <div className="address">
      <div className="address-row">
        <ChannelSelect value={draft.channel} onChange={choose} />
        <TargetField
          key={`${draft.id} ${slotOf(draft.channel)}`}
          server={server}
          label={draft.channel === "grpc" ? "Address of the gRPC server" : "Address of the HTTP server"}
          className={draft.channel === "grpc" ? "grpc" : "http"}
          placeholder={draft.channel === "grpc" ? "localhost:50051" : "http://localhost:8080"}
          onChange={(next) => change({ servers: withServer(draft.servers, draft.channel, next) })}
          onMore={() => showConnection(draft.id, "CA certificate")}
          onEnter={() => {
            if (draft.channel === "grpc") void connectDraft(draft);
          }}
        />
        <MethodPicker draft={draft} />
        <DeadlineField value={draft.deadline} onChange={(deadline) => change({ deadline })} />
        <SendButton draft={draft} />
      </div>
      <ChannelRow draft={draft} />
    </div>
  );
}
