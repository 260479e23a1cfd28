import { useState } from "react";
import type { MetadataEntry, SchemaSource } from "../../../core/contract/params.ts";
import type { Connection } from "../../state/connections.ts";
import { editSources, keepOwnMetadata } from "./edit-sources.ts";
import { removeItem, replaceItem } from "./source-edits.ts";

type Reflection = Extract<SchemaSource, { kind: "reflection" }>;

interface ReflectionSourceProps {
  readonly connection: Connection;
  readonly source: Reflection;
  readonly at: number;
}

const VERSIONS: readonly { readonly id: Reflection["version"]; readonly label: string }[] = [
  { id: "auto", label: "v1, then v1alpha" },
  { id: "v1", label: "v1 only" },
  { id: "v1alpha", label: "v1alpha only" },
];

/** A server that is asked: which reflection it is asked by, and what metadata goes with the question. */
export function ReflectionSource({ connection, source, at }: ReflectionSourceProps) {
  const { id } = connection;
  const own = connection.ownMetadata === true;
  const change = (part: Partial<Reflection>) =>
    editSources(id, (sources) => replaceItem(sources, at, { ...source, ...part }));
  return (
    <div className="source-settings">
      <label className="source-row">
        <span>Reflection</span>
        <select
          className="control"
          value={source.version}
          onChange={(event) => {
            const version = VERSIONS.find((one) => one.id === event.target.value)?.id;
            if (version !== undefined) change({ version });
          }}
        >
          {VERSIONS.map((version) => (
            <option key={version.id} value={version.id}>
              {version.label}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={own}
          onChange={(event) => keepOwnMetadata(id, event.target.checked)}
        />
        Reflection has metadata of its own, not that of the request
      </label>
      {own ? <OwnMetadata entries={source.metadata} onChange={(metadata) => change({ metadata })} /> : null}
    </div>
  );
}

interface OwnMetadataProps {
  readonly entries: readonly MetadataEntry[];
  readonly onChange: (entries: MetadataEntry[]) => void;
}

/** Entries in the order they are sent. A new one counts once it has a name. */
function OwnMetadata({ entries, onChange }: OwnMetadataProps) {
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const add = () => {
    if (name.trim() === "") return;
    onChange([...entries, { name: name.trim(), value }]);
    setName("");
    setValue("");
  };
  return (
    <ul className="source-metadata" aria-label="Metadata of the reflection">
      {entries.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names repeat, an entry is known by its place
        <li key={index}>
          <code>{entry.name}</code>
          <input
            className="control mono"
            aria-label={`Value of ${entry.name}`}
            spellCheck={false}
            value={entry.value}
            onChange={(event) =>
              onChange([...replaceItem(entries, index, { ...entry, value: event.target.value })])
            }
          />
          <button
            type="button"
            className="quiet"
            aria-label={`Remove ${entry.name}`}
            onClick={() => onChange([...removeItem(entries, index)])}
          >
            ×
          </button>
        </li>
      ))}
      <li>
        <input
          className="control mono"
          aria-label="Name of a new entry"
          placeholder="name"
          spellCheck={false}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && add()}
        />
        <input
          className="control mono"
          aria-label="Value of a new entry"
          placeholder={name.endsWith("-bin") ? "base64" : "value"}
          spellCheck={false}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && add()}
          onBlur={add}
        />
        <button type="button" className="quiet" disabled={name.trim() === ""} onClick={add}>
          Add
        </button>
      </li>
    </ul>
  );
}
