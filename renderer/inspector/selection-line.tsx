import type { Selection } from "../../core/contract/views.ts";

/** One selection in words: path, declared type and place, tag and value bytes. */
export function SelectionLine({ selection }: { readonly selection: Selection | undefined }) {
  if (selection === undefined) return null;
  return (
    <div className="selection-line" data-testid="selection-line">
      <span className="selection-path">{selection.path}</span>
      <span>{selection.description}</span>
      <span className="selection-excerpt">{selection.excerpt}</span>
    </div>
  );
}
