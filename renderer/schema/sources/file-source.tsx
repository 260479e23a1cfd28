import type { SchemaSource } from "../../../core/contract/params.ts";
import { addToProto, editSources, watchSource } from "./edit-sources.ts";
import { moveItem, removeItem, replaceItem } from "./source-edits.ts";

type Files = Exclude<SchemaSource, { kind: "reflection" }>;

interface FileSourceProps {
  readonly connectionId: string;
  readonly source: Files;
  readonly at: number;
}

/** `.proto` files with their import folders, or a descriptor set; watched unless that is unchecked. */
export function FileSource({ connectionId, source, at }: FileSourceProps) {
  const change = (next: Files) => editSources(connectionId, (sources) => replaceItem(sources, at, next));
  return (
    <div className="source-settings">
      {source.kind === "descriptor-set" ? (
        <p className="source-path">{source.file}</p>
      ) : (
        <>
          <PathList
            label="Files"
            paths={source.files}
            onChange={(files) => files.length > 0 && change({ ...source, files: [...files] })}
            onAdd={() => void addToProto(connectionId, at, "files")}
            addLabel="Add files…"
          />
          <PathList
            label="Import folders"
            paths={source.importPaths}
            onChange={(importPaths) => change({ ...source, importPaths: [...importPaths] })}
            onAdd={() => void addToProto(connectionId, at, "importPaths")}
            addLabel="Add folder…"
            isOrdered
          />
        </>
      )}
      <label className="check">
        <input
          type="checkbox"
          checked={source.watch !== false}
          onChange={(event) => watchSource(connectionId, at, event.target.checked)}
        />
        Read again when {source.kind === "proto" ? "these files change" : "the file changes"}
      </label>
    </div>
  );
}

interface PathListProps {
  readonly label: string;
  readonly paths: readonly string[];
  readonly onChange: (paths: readonly string[]) => void;
  readonly onAdd: () => void;
  readonly addLabel: string;
  /** Earlier ones are searched first: they can be moved. */
  readonly isOrdered?: boolean;
}

function PathList({ label, paths, onChange, onAdd, addLabel, isOrdered = false }: PathListProps) {
  return (
    <div className="path-list">
      <span className="path-label">{label}</span>
      <ul aria-label={label}>
        {paths.map((path, index) => (
          <li key={path}>
            <span className="source-path">{path}</span>
            {isOrdered && index > 0 ? (
              <button
                type="button"
                className="quiet"
                aria-label={`Search ${path} earlier`}
                onClick={() => onChange(moveItem(paths, index, -1))}
              >
                ↑
              </button>
            ) : null}
            {isOrdered || paths.length > 1 ? (
              <button
                type="button"
                className="quiet"
                aria-label={`Remove ${path}`}
                onClick={() => onChange(removeItem(paths, index))}
              >
                ×
              </button>
            ) : null}
          </li>
        ))}
        <li>
          <button type="button" className="link" onClick={onAdd}>
            {addLabel}
          </button>
        </li>
      </ul>
    </div>
  );
}
