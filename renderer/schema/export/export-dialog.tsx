import { useState } from "react";
import type { SchemaExport } from "../../../core/contract/views.ts";
import type { ErrorRecord } from "../../../core/error.ts";
import { desktop } from "../../engine/desktop.ts";
import { toErrorRecord } from "../../engine/failure.ts";
import { engine } from "../../engine/link.ts";
import { counted } from "../../format/sizes.ts";
import { connectionLabel } from "../../state/connections.ts";
import { useConnection } from "../../state/use-current.ts";
import { FindingList } from "../../ui/finding-list.tsx";
import { Modal, ModalHead } from "../../ui/modal.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { exportSteps } from "./export-steps.ts";

interface ExportDialogProps {
  readonly connectionId: string;
  readonly onClose: () => void;
}

type Form = SchemaExport["form"];

interface Outcome {
  readonly written?: SchemaExport;
  readonly error?: ErrorRecord;
  /** The running export. */
  readonly operationId?: string;
}

/** Writes what a connection has as `.proto` files or as a descriptor set. What refuses says what to do about it. */
export function ExportDialog({ connectionId, onClose }: ExportDialogProps) {
  const connection = useConnection(connectionId);
  const [form, setForm] = useState<Form>("folder");
  const [out, setOut] = useState("");
  const [outcome, setOutcome] = useState<Outcome>({});
  const schemaId = connection?.schema?.schemaId;
  if (connection === undefined || schemaId === undefined) return null;
  const isRunning = outcome.operationId !== undefined;

  async function write(overwrite: boolean, as: Form = form, where: string = out) {
    if (schemaId === undefined || where.trim() === "") return;
    const operationId = crypto.randomUUID();
    setOutcome({ operationId });
    try {
      const request = { operationId, schemaId, out: where.trim(), form: as, overwrite };
      setOutcome({ written: await (await engine()).exportSchema(request) });
    } catch (thrown) {
      setOutcome({ error: toErrorRecord(thrown) });
    }
  }

  async function chooseFolder() {
    const [folder] = await desktop().openFiles({
      title: "Export into a folder",
      kind: "folder",
      multiple: false,
    });
    if (folder !== undefined) setOut(form === "folder" ? folder : `${folder}/schema.binpb`);
  }

  function asSet() {
    const file = out.endsWith(".binpb") ? out : `${out.replace(/[/\\]$/, "")}.binpb`;
    setForm("descriptor-set");
    setOut(file);
    void write(false, "descriptor-set", file);
  }

  return (
    <Modal label="Export the schema" className="schema-dialog" onClose={onClose}>
      <ModalHead title={`Export the schema of ${connectionLabel(connection.sources)}`} onLeave={onClose} />
      <form
        className="schema-dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          void write(false);
        }}
      >
        <FormChoice form={form} onChange={setForm} />
        <div className="export-where">
          <input
            className="control mono"
            aria-label={form === "folder" ? "Folder to write" : "File to write"}
            placeholder={form === "folder" ? "/path/to/folder" : "/path/to/schema.binpb"}
            spellCheck={false}
            value={out}
            onChange={(event) => setOut(event.target.value)}
          />
          <button type="button" className="control button" onClick={() => void chooseFolder()}>
            Choose…
          </button>
          <button type="submit" className="send" disabled={out.trim() === "" || isRunning}>
            Export
          </button>
        </div>
        {isRunning ? <Waiting stage="writing and compiling what was written" /> : null}
        {outcome.written === undefined ? null : <Written written={outcome.written} />}
        {outcome.error === undefined ? null : (
          <Refused error={outcome.error} onOverwrite={() => void write(true)} onSet={asSet} />
        )}
      </form>
    </Modal>
  );
}

function FormChoice({ form, onChange }: { readonly form: Form; readonly onChange: (form: Form) => void }) {
  return (
    <fieldset className="radios">
      <legend>As</legend>
      <label>
        <input type="radio" name="form" checked={form === "folder"} onChange={() => onChange("folder")} />
        .proto files in a folder, which compile by themselves
      </label>
      <label>
        <input
          type="radio"
          name="form"
          checked={form === "descriptor-set"}
          onChange={() => onChange("descriptor-set")}
        />
        one descriptor set, each file byte for byte as its source gave it
      </label>
    </fieldset>
  );
}

function Written({ written }: { readonly written: SchemaExport }) {
  const { out, files, removed, findings } = written;
  const count = (state: string) => files.filter((file) => file.state === state).length;
  const unchanged = count("unchanged");
  return (
    <div role="status">
      <p>
        {counted(count("written"), "file")} written to {out}
        {unchanged === 0 ? "" : `, ${unchanged} unchanged`}
        {removed.length === 0 ? "" : `, ${removed.length} deleted that the schema no longer has`}.
      </p>
      {findings.length === 0 ? null : (
        <FindingList findings={findings} label="What differs from the source" />
      )}
    </div>
  );
}

interface RefusedProps {
  readonly error: ErrorRecord;
  readonly onOverwrite: () => void;
  readonly onSet: () => void;
}

function Refused({ error, onOverwrite, onSet }: RefusedProps) {
  const steps = exportSteps(error);
  return (
    <div role="alert" className="failure">
      <p className="failure-title">
        <span className="dot error" aria-hidden="true" />
        {error.message}
      </p>
      <p className="failure-hint">{error.hint}</p>
      <div className="steps">
        {steps.includes("overwrite") ? (
          <button type="button" className="control button" onClick={onOverwrite}>
            Overwrite
          </button>
        ) : null}
        {steps.includes("as-set") ? (
          <button type="button" className="control button" onClick={onSet}>
            Export as one descriptor set
          </button>
        ) : null}
      </div>
    </div>
  );
}
