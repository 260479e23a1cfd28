import { useRef, useState } from "react";
import type { ErrorRecord } from "../../core/error.ts";
import { openUrl } from "../actions/read-url.ts";
import { windowHint } from "../answer/next-steps.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { Popover } from "../ui/popover.tsx";

/** A URL, with a body where it has one, opened as the request it is. */
export function PasteUrl({ draft }: { readonly draft: RequestDraft }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <span className="paste-url">
      <button
        ref={button}
        type="button"
        className="quiet"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        From a URL…
      </button>
      {open ? (
        <Popover label="From a URL" anchor={button} className="paste-url-form" onClose={() => setOpen(false)}>
          <UrlForm draft={draft} onDone={() => setOpen(false)} />
        </Popover>
      ) : null}
    </span>
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
          {error.message} {windowHint(error.hint)}
        </p>
      )}
      <button type="submit" className="control button first" disabled={url.trim() === ""}>
        Open as a request
      </button>
    </form>
  );
}
