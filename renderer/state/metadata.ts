/** Rows of request metadata, in order, as typed. */
import type { MetadataEntry } from "../../core/contract/params.ts";
import type { MetadataRow } from "./drafts.ts";

/** Changes one row, or adds it when `id` is new: the empty row at the end of the table becomes real by typing. */
export function putMetadata(
  rows: readonly MetadataRow[],
  id: string,
  change: Partial<Omit<MetadataRow, "id">>,
): readonly MetadataRow[] {
  if (rows.some((row) => row.id === id))
    return rows.map((row) => (row.id === id ? { ...row, ...change } : row));
  return [...rows, { id, name: "", value: "", enabled: true, ...change }];
}

/** Removes one row. */
export function removeMetadata(rows: readonly MetadataRow[], id: string): readonly MetadataRow[] {
  return rows.filter((row) => row.id !== id);
}

/** What is sent: enabled rows that have a name, in order. */
export function sentMetadata(rows: readonly MetadataRow[]): MetadataEntry[] {
  return rows
    .filter((row) => row.enabled && row.name.trim() !== "")
    .map(({ name, value, form }) => ({
      name: name.trim(),
      value,
      ...(form === undefined || !name.trim().toLowerCase().endsWith("-bin") ? {} : { form }),
    }));
}
