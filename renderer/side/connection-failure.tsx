import { openConnection } from "../actions/connect.ts";
import { addImportFolder } from "../actions/import-folder.ts";
import { wantsImportFolder, windowHint } from "../answer/next-steps.ts";
import type { Connection } from "../state/connections.ts";
import { placeWords } from "../ui/finding-list.tsx";

const SHOWN = 5;

/** Why a schema could not be read, in the narrow column or in the connection's menu, and what can be done. */
export function ConnectionFailure({ connection }: { readonly connection: Connection }) {
  const { error } = connection;
  if (error === undefined) return null;
  return (
    <div className="side-failure" role="alert">
      <p>{error.message}</p>
      {error.hint === "" ? null : <p className="failure-hint">{windowHint(error.hint)}</p>}
      <ul>
        {error.findings.slice(0, SHOWN).map((finding) => (
          <li key={`${finding.message} ${placeWords(finding)}`}>
            {finding.message}
            <span className="failure-hint"> {windowHint(finding.hint ?? "")}</span>
          </li>
        ))}
      </ul>
      {error.findings.length > SHOWN ? (
        <p className="failure-hint">and {error.findings.length - SHOWN} more</p>
      ) : null}
      <div className="side-steps">
        <button type="button" className="link" onClick={() => void openConnection(connection.id)}>
          Try again
        </button>
        {error.findings.some(wantsImportFolder) ? (
          <button type="button" className="link" onClick={() => void addImportFolder(connection.id)}>
            Add an import folder…
          </button>
        ) : null}
      </div>
    </div>
  );
}
