import { useState } from "react";
import { commandTool } from "../../core/contract/command-line.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { openUrl } from "../actions/read-url.ts";
import { openImport } from "../exchange/actions.ts";
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

  /** A line says headers and a server besides: it is read where such lines are. */
  function importLine(line: string) {
    onDone();
    openImport(line);
  }

  async function read() {
    if (commandTool(url) !== undefined) return importLine(url);
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
          onPaste={(event) => {
            const text = event.clipboardData.getData("text/plain");
            if (commandTool(text) === undefined) return;
            // A field of one line would lose the ends of the others.
            event.preventDefault();
            importLine(text);
          }}
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
