import type { DocumentSummary } from "../../core/contract/views.ts";
import { notify } from "../actions/notify.ts";
import { desktop } from "../engine/desktop.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { BYTE_FORMS } from "../format/byte-forms.ts";
import { formatBytes } from "../format/sizes.ts";
import { PopoverButton } from "../ui/popover-button.tsx";

interface CopyBytesProps {
  readonly document: DocumentSummary;
  /** Suggests the name of a file. */
  readonly title: string;
}

/** Bytes that are put on the clipboard at most, and into a file. */
const COPY_LIMIT = 1024 * 1024;
const SAVE_LIMIT = 512 * 1024 * 1024;

/** Takes the bytes along: as text on the clipboard in a form to choose, or as a file. */
export function CopyBytes({ document, title }: CopyBytesProps) {
  const { documentId, byteLength } = document;

  async function take(use: (bytes: Uint8Array) => Promise<string | undefined>): Promise<void> {
    try {
      const end = Math.min(byteLength, SAVE_LIMIT);
      const told = await use(await (await engine()).readBytes({ documentId, start: 0, end }));
      if (told !== undefined) notify(told);
    } catch (thrown) {
      notify(toErrorRecord(thrown).message, "warning");
    }
  }

  const copy = (name: string, write: (bytes: Uint8Array) => string) =>
    take(async (bytes) => {
      await desktop().copyText(write(bytes));
      return `${formatBytes(bytes.length)} are on the clipboard: ${name}.`;
    });

  const save = () =>
    take(async (content) => {
      const suggestedName = /\.\w+$/.test(title) ? title : `${title || "payload"}.bin`;
      const place = await desktop().saveFile({ title: "Save the bytes", suggestedName, content });
      return place === undefined ? undefined : `Saved as ${place}.`;
    });

  return (
    <PopoverButton
      className="quiet"
      label="Copy the bytes"
      panelClassName="menu"
      floating
      content={(close) => {
        const choose = (act: () => Promise<void>) => () => {
          close();
          void act();
        };
        return (
          <>
            {byteLength > COPY_LIMIT ? (
              <p className="menu-note">{formatBytes(byteLength)} are too many for the clipboard.</p>
            ) : (
              Object.entries(BYTE_FORMS).map(([name, write]) => (
                <MenuItem key={name} onChoose={choose(() => copy(name, write))}>
                  {name}
                </MenuItem>
              ))
            )}
            <MenuItem onChoose={choose(save)}>Save as a file…</MenuItem>
          </>
        );
      }}
    >
      Copy…
    </PopoverButton>
  );
}

function MenuItem({ children, onChoose }: { readonly children: string; readonly onChoose: () => void }) {
  return (
    <button type="button" className="menu-item" onClick={onChoose}>
      {children}
    </button>
  );
}
