import type { SchemaSource } from "../../../core/contract/params.ts";
import { type Connection, sourceLabel } from "../../state/connections.ts";
import { editSources } from "./edit-sources.ts";
import { FileSource } from "./file-source.tsx";
import { ReflectionSource } from "./reflection-source.tsx";
import { kindLabel, moveItem, removeItem } from "./source-edits.ts";

interface SourceItemProps {
  readonly connection: Connection;
  readonly source: SchemaSource;
  readonly at: number;
}

/** One source: what it is, what can be set about it, and its place among the others. */
export function SourceItem({ connection, source, at }: SourceItemProps) {
  const { id, sources } = connection;
  const name = sourceLabel(source);
  return (
    <li className="source" aria-label={`${kindLabel(source.kind)} ${name}`}>
      <div className="source-head">
        <span className="source-place">{at + 1}</span>
        <span className="source-kind">{kindLabel(source.kind)}</span>
        <strong className="source-name">{name}</strong>
        <button
          type="button"
          className="quiet"
          aria-label={`Move ${name} up`}
          disabled={at === 0}
          onClick={() => editSources(id, (now) => moveItem(now, at, -1))}
        >
          ↑
        </button>
        <button
          type="button"
          className="quiet"
          aria-label={`Move ${name} down`}
          disabled={at === sources.length - 1}
          onClick={() => editSources(id, (now) => moveItem(now, at, 1))}
        >
          ↓
        </button>
        <button
          type="button"
          className="quiet"
          aria-label={`Remove ${name}`}
          title={
            sources.length === 1 ? "The last source stays: a schema has to come from somewhere." : undefined
          }
          disabled={sources.length === 1}
          onClick={() => editSources(id, (now) => removeItem(now, at))}
        >
          Remove
        </button>
      </div>
      {source.kind === "reflection" ? (
        <ReflectionSource connection={connection} source={source} at={at} />
      ) : (
        <FileSource connectionId={id} source={source} at={at} />
      )}
    </li>
  );
}
