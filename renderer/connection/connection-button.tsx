import { useRef, useState } from "react";
import type { ConnectionReport } from "../../core/contract/connection-report.ts";
import { desktop } from "../engine/desktop.ts";
import { Popover } from "../ui/popover.tsx";
import { ConnectionStrip } from "./connection-strip.tsx";

/** What the answer's connection speaks; opens how it came about. */
export function ConnectionButton({ report }: { readonly report: ConnectionReport }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const words = report.protocol === "" ? "steps" : report.protocol.replace(/, .*/, "");
  const isUnchecked = report.tls?.trusted === false;
  return (
    <span className="pill-place">
      <button
        ref={button}
        type="button"
        className={`quiet ${isUnchecked ? "form-wrong" : ""}`}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`${words}: connection`}
        title="How the connection came about"
        onClick={() => setOpen(!open)}
      >
        {words}
      </button>
      {open ? (
        <Popover
          label="Connection"
          anchor={button}
          floating
          className="connection-popover"
          onClose={() => setOpen(false)}
        >
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
        </Popover>
      ) : null}
    </span>
  );
}
