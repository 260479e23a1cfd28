import type { ConnectionReport } from "../../core/contract/connection-report.ts";
import { desktop } from "../engine/desktop.ts";
import { PopoverButton } from "../ui/popover-button.tsx";
import { ConnectionStrip } from "./connection-strip.tsx";

/** What the answer's connection speaks; opens how it came about. */
export function ConnectionButton({ report }: { readonly report: ConnectionReport }) {
  // What was to be spoken is not what was, where it failed.
  const words =
    report.protocol === "" || report.diagnosis !== undefined ? "steps" : report.protocol.replace(/, .*/, "");
  const isUnchecked = report.tls?.trusted === false;
  return (
    <PopoverButton
      className={`quiet ${isUnchecked ? "form-wrong" : ""}`}
      name={`${words}: connection`}
      title="How the connection came about"
      label="Connection"
      panelClassName="connection-popover"
      floating
      content={() => (
        <>
          <ConnectionStrip report={report} />
          <div className="steps">
            <button
              type="button"
              className="control button"
              onClick={() => void desktop().copyText(JSON.stringify(report, undefined, 2))}
            >
              Copy as JSON
            </button>
          </div>
        </>
      )}
    >
      {words}
    </PopoverButton>
  );
}
