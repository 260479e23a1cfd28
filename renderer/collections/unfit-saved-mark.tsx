import { marksWithin } from "../schema/drift/saved-marks.ts";
import { type CollectionRow, isFolder } from "./rows.ts";

/** A mark on a saved request that no longer fits its schema, and on a closed folder that hides some. */
export function UnfitSavedMark({
  row,
  marks,
}: {
  readonly row: CollectionRow;
  readonly marks: ReadonlyMap<string, string>;
}) {
  if (marks.size === 0) return null;
  if (!isFolder(row)) {
    const title = marks.get(row.path);
    return title === undefined ? null : <Mark label="no longer fits" title={title} text="!" />;
  }
  const count = row.open ? 0 : marksWithin(marks, row.path);
  if (count === 0) return null;
  const label = count === 1 ? "1 request in here no longer fits" : `${count} requests in here no longer fit`;
  return <Mark label={label} title={`The schema changed: ${label}.`} text={`! ${count}`} />;
}

function Mark({
  label,
  title,
  text,
}: {
  readonly label: string;
  readonly title: string;
  readonly text: string;
}) {
  return (
    <span className="unfit-mark" role="img" aria-label={label} title={title}>
      {text}
    </span>
  );
}
