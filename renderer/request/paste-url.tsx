import { useState } from "react";
import type { ErrorRecord } from "../../core/error.ts";
import { openUrl } from "../actions/read-url.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { PopoverButton } from "../ui/popover-button.tsx";

/** A URL, with a body where it has one, opened as the request it is. */
export function PasteUrl({ draft }: { readonly draft: RequestDraft }) {
  return (
    <PopoverButton
      className="quiet"
      label="From a URL"
      panelClassName="paste-url-form"
      content={(close) => <UrlForm draft={draft} onDone={close} />}
    >
      From a URL…
    </PopoverButton>
  );
}

function UrlForm({ draft, onDone }: { readonly draft: RequestDraft; readonly onDone: () => void }) {
  const [url, setUrl] = useState("");
  const [body, setBody] = useState("");
  const [error, setError] = useState<ErrorRecord>();

  async function read() {
    const failed = await openUrl(draft, url, body);
    setError(failed);
    if (failed === undefined) onDone();
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void read();
      }}
    >
      <label>
        <span>URL</span>
        <input
          className="control mono"
          // biome-ignore lint/a11y/noAutofocus: the form was just opened to be typed into
          autoFocus
          spellCheck={false}
          placeholder="POST http://localhost:8080/v1/things:find?top=5"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
      </label>
      <label>
        <span>Body</span>
        <textarea
          className="control mono"
          spellCheck={false}
          rows={4}
          placeholder="empty"
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
      </label>
      {error === undefined ? null : (
        <p role="alert" className="explained-refusal">
          {error.message} {error.hint}
        </p>
      )}
      <button type="submit" className="control button first" disabled={url.trim() === ""}>
        Open as a request
      </button>
    </form>
  );
}
