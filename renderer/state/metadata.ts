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

/** Moves one row up (-1) or down (1); at the ends it stays. */
export function moveMetadata(rows: readonly MetadataRow[], id: string, by: -1 | 1): readonly MetadataRow[] {
  const from = rows.findIndex((row) => row.id === id);
  const [row, other] = [rows[from], rows[from + by]];
  if (row === undefined || other === undefined) return rows;
  return rows.map((one) => (one === row ? other : one === other ? row : one));
}

/** What is sent: enabled rows that have a name, in order. */
export function sentMetadata(rows: readonly MetadataRow[]): MetadataEntry[] {
  return rows
    .filter((row) => row.enabled && row.name.trim() !== "")
    .map(({ name, value, form }) => ({
      name: name.trim(),
      value,
      ...(form === undefined || !isBinary({ name }) ? {} : { form }),
    }));
}

/** True for a name whose value is bytes. */
export function isBinary({ name }: Pick<MetadataRow, "name">): boolean {
  return name.trim().toLowerCase().endsWith("-bin");
}

/** What is wrong with a row as it is typed, before anything is sent; empty when nothing is, or when a variable decides. */
export function rowProblem(row: MetadataRow): string {
  const { name, value, form } = row;
  if (!row.enabled || name.trim() === "" || `${name}${value}`.includes("{{")) return "";
  if (!/^[0-9a-z_.-]+$/i.test(name.trim())) return "A name holds letters, digits, “-”, “_” and “.”.";
  if (!isBinary(row))
    return /^[ -~]*$/.test(value) ? "" : "A value is printable ASCII, unless the name ends in -bin.";
  switch (form?.kind) {
    case "hex":
      return /^(?:[0-9a-f]{2})*$/i.test(value.replace(/[\s:]/g, "")) ? "" : "Not hex: two digits are a byte.";
    case "json":
      return form.typeName.trim() === "" ? "Which message is it? Write its full name." : jsonProblem(value);
    case undefined:
      return isBase64(value) ? "" : "Not base64.";
  }
}

function isBase64(text: string): boolean {
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(text) && text.replace(/=+$/, "").length % 4 !== 1;
}

function jsonProblem(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (thrown) {
    return `Not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}.`;
  }
}
