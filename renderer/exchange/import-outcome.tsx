import { useEffect, useState } from "react";
import type { ImportedRequests, PlacedRequests } from "../../core/contract/exchange.ts";
import type { NewCollection } from "../../core/contract/new-collection.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { currentConnection } from "../actions/connect.ts";
import { notify } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { counted } from "../format/sizes.ts";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { FindingList } from "../ui/finding-list.tsx";
import { maximumTabs, openImported } from "./actions.ts";
import { ImportPlace } from "./import-place.tsx";
import { ImportTree } from "./import-tree.tsx";
import { RuleSchema } from "./rule-schema.tsx";
import { placeByRules, saveImport } from "./save-import.ts";

interface ImportOutcomeProps {
  readonly read: ImportedRequests;
  readonly onDone: () => void;
}

/** What was read: its tree, what could not be taken over, and the two ways on. */
export function ImportOutcome({ read, onDone }: ImportOutcomeProps) {
  const isPlain = read.requests.some(({ method, http }) => method === "" && http !== undefined);
  const [schemaId, setSchemaId] = useState(() => currentConnection()?.schema?.schemaId ?? "");
  const placed = usePlaced(read, isPlain ? schemaId : "");
  const [error, setError] = useState<ErrorRecord>();
  const [made, setMade] = useState<NewCollection>();
  const { requests } = placed ?? read;
  const findings = [...read.findings, ...(placed?.findings ?? [])];

  async function save(name: string, folder: string) {
    setError(undefined);
    try {
      const outcome = await saveImport({ read, requests, name, folder });
      if (outcome === undefined) return;
      notify(`${counted(outcome.requestCount, "request")} in ${outcome.path}.`);
      if (outcome.findings.length === 0) onDone();
      else setMade(outcome);
    } catch (thrown) {
      setError(toErrorRecord(thrown));
    }
  }

  if (made !== undefined) return <Made made={made} onDone={onDone} />;
  const count = counted(requests.length, "request");
  return (
    <>
      <h3 className="import-title">{read.name === "" ? count : `${read.name}: ${count}`}</h3>
      <ImportTree requests={requests} />
      {read.environments.length === 0 ? null : (
        <p className="import-note">
          {counted(read.environments.length, "environment")}:{" "}
          {read.environments
            .map(({ name, variables }) => `${name} (${counted(variables.length, "variable")})`)
            .join(", ")}
        </p>
      )}
      {isPlain ? <RuleSchema schemaId={schemaId} onChoose={setSchemaId} /> : null}
      {findings.length === 0 ? null : <FindingList findings={findings} label="What was not taken over" />}
      {error === undefined ? null : <ErrorRecordView error={error} />}
      <div className="steps">
        <button
          type="button"
          className="control button first"
          disabled={requests.length === 0}
          onClick={() => {
            onDone();
            void openImported(requests);
          }}
        >
          {requests.length > maximumTabs ? `Open the first ${maximumTabs}` : "Open"}
        </button>
      </div>
      {requests.length === 0 ? null : <ImportPlace name={read.name} onSave={save} />}
    </>
  );
}

/** The requests with the methods of a schema; undefined while there are none to find. */
function usePlaced(read: ImportedRequests, schemaId: string): PlacedRequests | undefined {
  const [found, setFound] = useState<{ readonly key: string; readonly placed: PlacedRequests }>();
  useEffect(() => {
    if (schemaId === "") return;
    let isWanted = true;
    placeByRules(read.requests, schemaId).then(
      (placed) => isWanted && setFound({ key: schemaId, placed }),
      // A schema that is gone finds nothing: the requests are shown as they were read.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [read, schemaId]);
  return found?.key === schemaId && found.placed.requests.length === read.requests.length
    ? found.placed
    : undefined;
}

function Made({ made, onDone }: { readonly made: NewCollection; readonly onDone: () => void }) {
  return (
    <>
      <h3 className="import-title">Saved: {counted(made.requestCount, "request")}</h3>
      <p className="import-note mono">{made.path}</p>
      <FindingList findings={made.findings} label="What needs your hand" />
      <div className="steps">
        <button type="button" className="control button first" onClick={onDone}>
          Done
        </button>
      </div>
    </>
  );
}
