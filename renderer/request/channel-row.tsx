import type { HttpOptions } from "../../core/contract/channels.ts";
import { editRequest } from "../actions/tabs.ts";
import { channelWords } from "../format/channel.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { BindingRow } from "./binding-row.tsx";

/** What a channel over plain HTTP needs beyond an address and a method; gRPC needs nothing. */
export function ChannelRow({ draft }: { readonly draft: RequestDraft }) {
  switch (draft.channel) {
    case "grpc":
      return null;
    case "http-json":
      return (
        <BindingRow draft={draft}>
          <VersionChoice draft={draft} />
        </BindingRow>
      );
    case "http-protobuf":
      return (
        <div className="binding-row">
          <HttpField draft={draft} name="method" label="HTTP method" placeholder="POST" size={7} />
          <HttpField
            draft={draft}
            name="path"
            label="Path"
            placeholder={`/${draft.method || "pkg.Service/Method"}`}
          />
          <HttpField
            draft={draft}
            name="contentType"
            label="Content type"
            placeholder="application/x-protobuf"
          />
          <VersionChoice draft={draft} />
        </div>
      );
    default:
      return (
        <div className="binding-row">
          <span>{channelWords(draft.channel).detail}</span>
          <VersionChoice draft={draft} />
        </div>
      );
  }
}

interface HttpFieldProps {
  readonly draft: RequestDraft;
  readonly name: "method" | "path" | "contentType";
  readonly label: string;
  readonly placeholder: string;
  readonly size?: number;
}

/** One part of the request line. Empty means what the placeholder says. */
function HttpField({ draft, name, label, placeholder, size }: HttpFieldProps) {
  return (
    <label className="http-field">
      <span>{label}</span>
      <input
        className="control mono"
        spellCheck={false}
        size={size ?? placeholder.length}
        placeholder={placeholder}
        value={draft.http[name] ?? ""}
        onChange={(event) => changeHttp(draft.id, name, event.target.value)}
      />
    </label>
  );
}

function VersionChoice({ draft }: { readonly draft: RequestDraft }) {
  return (
    <label className="http-version">
      <span>HTTP</span>
      <select
        className="binding"
        aria-label="HTTP version"
        value={draft.http.version ?? ""}
        onChange={(event) => changeHttp(draft.id, "version", event.target.value)}
      >
        <option value="">automatic</option>
        <option value="1.1">1.1</option>
        <option value="2">2</option>
      </select>
    </label>
  );
}

function changeHttp(id: string, name: keyof HttpOptions, value: string): void {
  editRequest(id, (draft) => {
    const { [name]: _, ...rest } = draft.http;
    return { ...draft, http: value === "" ? rest : { ...rest, [name]: value } };
  });
}
