import type { DocumentSummary } from "../../core/contract/views.ts";
import { engine } from "../engine/link.ts";
import { percentOf } from "../format/sizes.ts";

/** How far a large document has been read, with a way to stop; nothing for one that is whole. */
export function ReadingBar({ document }: { readonly document: DocumentSummary }) {
  const { documentId, progress, treeRowCount } = document;
  if (progress === undefined) return null;
  const { done, total } = progress;
  const stop = () => void engine().then((one) => one.stopReading({ documentId }));
  return (
    <div className="reading-bar">
      <progress value={done} max={total} aria-label="Read so far" />
      <span>
        {readingStage(document)}, {treeRowCount.toLocaleString("en")} records so far
      </span>
      {done < total ? (
        <button type="button" className="link" onClick={stop}>
          Stop
        </button>
      ) : null}
    </div>
  );
}

/** Where the reading is, in words. */
export function readingStage({ progress }: DocumentSummary): string {
  if (progress === undefined) return "";
  const { done, total } = progress;
  return done < total ? `still reading: ${percentOf(done, total)} %` : "looking for findings";
}
