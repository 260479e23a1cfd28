import type { MetadataEntry } from "../../core/contract/params.ts";

interface EntryTableProps {
  readonly entries: readonly MetadataEntry[];
  readonly label: string;
  readonly empty: string;
}

/** Headers or trailers, in the order they came. */
export function EntryTable({ entries, label, empty }: EntryTableProps) {
  if (entries.length === 0) return <p className="quiet-note">{empty}</p>;
  return (
    <table className="entries" aria-label={label}>
      <tbody>
        {entries.map(({ name, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat; the order is the identity
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
