import type { PortableRequest } from "../../core/contract/exchange.ts";
import { channelWords } from "../format/channel.ts";
import { previewRows } from "./preview-rows.ts";

/** Rows that are shown; whoever wants to see more of an import saves it and looks at the tree. */
const SHOWN = 200;

/** Requests that were read, in their folders. */
export function ImportTree({ requests }: { readonly requests: readonly PortableRequest[] }) {
  const rows = previewRows(requests, SHOWN);
  const shown = rows.filter(({ kind }) => kind === "request").length;
  return (
    <>
      <ul className="import-list" aria-label="Requests that were read">
        {rows.map((row) => (
          <li key={row.key} className={`import-${row.kind}`} style={{ paddingLeft: row.depth * 14 }}>
            {row.kind === "folder" ? (
              <span className="option-name">{row.name}</span>
            ) : (
              <RequestLine request={row.request} />
            )}
          </li>
        ))}
      </ul>
      {requests.length > shown ? <p className="quiet-note">and {requests.length - shown} more</p> : null}
    </>
  );
}

function RequestLine({ request }: { readonly request: PortableRequest }) {
  const { name, channel, method, target, http } = request;
  const isUnknown = method === "";
  return (
    <>
      <span className={`kind ${channel === "grpc" ? "unary" : "http"}`} aria-hidden="true">
        {channel === "grpc" ? "gRPC" : channelWords(channel).mark}
      </span>
      <span className="option-name">{name}</span>
      <span className="option-place mono">
        {isUnknown && http !== undefined ? `${http.verb} ${http.url}` : `${target} ${method}`}
      </span>
      {isUnknown ? <span className="import-unknown">no method yet</span> : null}
    </>
  );
}
