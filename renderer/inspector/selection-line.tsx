import type { Selection } from "../../core/contract/views.ts";

/** One selection in words: path, declared type and place, tag and value bytes. */
export function SelectionLine({ selection }: { readonly selection: Selection | undefined }) {
  if (selection === undefined) return null;
  const { path, description, excerpt } = selection;
  return (
    <div
      className="selection-line"
      data-testid="selection-line"
      title={`${path}\n${description}\n${excerpt}`}
    >
      <span className="selection-path">{path}</span>
      <span>{description}</span>
      <span className="selection-excerpt">{excerpt}</span>
    </div>
  );
}
