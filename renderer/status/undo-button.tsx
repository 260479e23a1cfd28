import type { Notice } from "../state/notices.ts";

/** Takes back what a remark tells of; nothing where that cannot be. */
export function UndoButton({ notice }: { readonly notice: Notice | undefined }) {
  if (notice?.undo === undefined) return null;
  return (
    <button type="button" className="link" onClick={notice.undo}>
      Undo
    </button>
  );
}
