import type { Finding } from "../../../core/finding.ts";
import { addImportFolder } from "../../actions/import-folder.ts";
import { namedImportFolder, wantsImportFolder } from "../../answer/next-steps.ts";
import type { Connection } from "../../state/connections.ts";
import { FindingList } from "../../ui/finding-list.tsx";

/** What the last reading had to say: why it failed, what is missing and what can be done, a button each. */
export function SchemaProblems({ connection }: { readonly connection: Connection }) {
  const { error, schema, phase } = connection;
  if (phase === "opening") return null;
  const findings = error === undefined ? (schema?.findings ?? []) : error.findings;
  const imports = findings.filter(wantsImportFolder);
  const rest = findings.filter((finding) => !wantsImportFolder(finding));
  if (error === undefined && findings.length === 0) return null;
  return (
    <div className="schema-problems">
      {error === undefined ? null : (
        <p className="error" role="alert">
          {error.message} {imports.length > 0 ? null : <span className="failure-hint">{error.hint}</span>}
        </p>
      )}
      {imports.length === 0 ? null : (
        <ul className="missing-imports" aria-label="Missing imports">
          {imports.map((finding) => (
            <MissingImport key={finding.message} connectionId={connection.id} finding={finding} />
          ))}
        </ul>
      )}
      {rest.length === 0 ? null : <FindingList findings={rest} label="Findings of the schema" />}
    </div>
  );
}

/** An import that was not found: where it is asked for, where it was looked for, and a button that adds a folder. */
function MissingImport({
  connectionId,
  finding,
}: {
  readonly connectionId: string;
  readonly finding: Finding;
}) {
  const folder = namedImportFolder(finding);
  return (
    <li>
      <p>{finding.message}</p>
      <div className="steps">
        {folder === undefined ? null : (
          <button
            type="button"
            className="control button first"
            title={`${folder} holds it.`}
            onClick={() => void addImportFolder(connectionId, folder)}
          >
            Add {folder}
          </button>
        )}
        <button
          type="button"
          className="control button"
          onClick={() => void addImportFolder(connectionId, "ask")}
        >
          Add folder…
        </button>
      </div>
    </li>
  );
}
