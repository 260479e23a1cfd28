import { cancelOperation } from "../actions/connect.ts";
import { editRequest } from "../actions/tabs.ts";
import type { RepeatChoice, RequestDraft } from "../state/drafts.ts";
import { useStore } from "../state/use-store.ts";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { repeat } from "./actions.ts";
import { readRepeat, USUAL_REPEAT } from "./choice.ts";
import { LoadProgressView } from "./load-progress.tsx";
import { LoadReportView } from "./load-report.tsx";
import { ScriptButton } from "./script-button.tsx";
import { loads } from "./state.ts";

/** The request many times over: how often, how it goes, and what the times were. */
export function LoadPane({ draft }: { readonly draft: RequestDraft }) {
  const load = useStore(loads, (state) => state[draft.id]);
  const running = load?.running === true;
  return (
    <div className="load">
      <div className="load-bar">
        <RepeatFields draft={draft} />
        <span className="load-start">
          <ScriptButton draft={draft} />
          {running ? (
            <button
              type="button"
              className="control button error"
              onClick={() => void cancelOperation(load.operationId)}
            >
              Stop <kbd>Esc</kbd>
            </button>
          ) : (
            <button type="button" className="send" onClick={() => void repeat(draft)}>
              Repeat
            </button>
          )}
        </span>
      </div>
      {running ? <LoadProgressView load={load} /> : null}
      {load?.error === undefined ? null : <ErrorRecordView error={load.error} />}
      {load?.report === undefined ? null : <LoadReportView report={load.report} />}
      {load === undefined ? (
        <p className="quiet-note">
          The request as it is typed, many times over a connection of its own. Each worker waits for its
          answer before it asks again.
        </p>
      ) : null}
    </div>
  );
}

const FIELDS: readonly {
  readonly name: keyof RepeatChoice;
  readonly label: string;
  readonly placeholder: string;
}[] = [
  { name: "count", label: "Calls", placeholder: "no bound" },
  { name: "concurrency", label: "At a time", placeholder: "1" },
  { name: "duration", label: "For", placeholder: "no bound" },
];

function RepeatFields({ draft }: { readonly draft: RequestDraft }) {
  const choice = draft.repeat ?? USUAL_REPEAT;
  const { wrong } = readRepeat(choice);
  const [trouble] = Object.values(wrong);
  return (
    <fieldset className="plain load-fields">
      <legend className="hidden">How often</legend>
      {FIELDS.map(({ name, label, placeholder }) => (
        <label key={name} title={wrong[name]}>
          {label}
          <input
            className={`control mono ${wrong[name] === undefined ? "" : "invalid"}`}
            aria-invalid={wrong[name] !== undefined}
            aria-describedby={wrong[name] === undefined ? undefined : "load-trouble"}
            placeholder={placeholder}
            spellCheck={false}
            value={choice[name]}
            onChange={(event) =>
              editRequest(draft.id, (now) => ({
                ...now,
                repeat: { ...(now.repeat ?? USUAL_REPEAT), [name]: event.target.value },
              }))
            }
          />
        </label>
      ))}
      {trouble === undefined ? null : (
        <span id="load-trouble" className="form-wrong">
          {trouble}
        </span>
      )}
    </fieldset>
  );
}
