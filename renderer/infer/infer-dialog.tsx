import { useId, useState } from "react";
import type { InferredField, InferSchemaRequest } from "../../core/contract/infer.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { notify } from "../actions/notify.ts";
import { candidatesFor } from "../diff/candidates.ts";
import { CodeEditor } from "../editor/code-editor.tsx";
import { desktop } from "../engine/desktop.ts";
import { useAsked } from "../engine/use-asked.ts";
import { counted } from "../format/sizes.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { compositions, drafts, edited, payloads, runs } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { Modal } from "../ui/modal.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { readAsInferred } from "./read-as-inferred.ts";

interface InferDialogProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
  readonly onClose: () => void;
}

const NAME = /^[A-Za-z][A-Za-z0-9_]{0,127}$/;

/** A `.proto` that the bytes speak for: its fields can be named, more samples added; then it is used, or saved. */
export function InferDialog({ draft, document, onClose }: InferDialogProps) {
  const open = {
    drafts: useStore(drafts, (state) => state),
    payloads: useStore(payloads, (state) => state),
    edited: useStore(edited, (state) => state),
    compositions: useStore(compositions, (state) => state),
    runs: useStore(runs, (state) => state),
  };
  const others = candidatesFor(open, draft.id, document.documentId).filter(
    ({ id }) => id !== `before ${draft.id}`,
  );
  const [messageName, setMessageName] = useState("Message");
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const [added, setAdded] = useState<readonly string[]>([]);
  const samples = others.filter(({ id }) => added.includes(id)).map((one) => one.document.documentId);
  const request: InferSchemaRequest = {
    samples: [document.documentId, ...samples],
    names: Object.fromEntries(Object.entries(names).filter(([, name]) => NAME.test(name))),
    ...(NAME.test(messageName) ? { messageName } : {}),
  };
  const { value, error } = useAsked(JSON.stringify(request), (one) => one.inferSchema(request));

  return (
    <Modal label="Write a .proto" className="sheet infer" onClose={onClose}>
      <h2 className="sheet-title">A .proto for {counted(samples.length + 1, "sample")}</h2>
      {error !== undefined ? <p className="sheet-body error">{error.message}</p> : null}
      {value === undefined ? (
        <Waiting stage="reading the samples" />
      ) : (
        <div className="infer-body">
          <div className="infer-fields scroll">
            <div className="infer-row">
              <span className="infer-path">message</span>
              <NameField label="Name of the message" value={messageName} onName={setMessageName} />
            </div>
            {value.fields.map((field) => (
              <FieldRow
                key={field.path}
                field={field}
                name={names[field.path] ?? field.name}
                onName={(name) => setNames({ ...names, [field.path]: name })}
              />
            ))}
            <Samples
              others={others}
              added={added}
              onAdd={(id, on) => setAdded(on ? [...added, id] : added.filter((one) => one !== id))}
            />
          </div>
          <div className="infer-source">
            <CodeEditor textKey={`${draft.id}/proto`} text={value.source} language="proto" label="Source" />
          </div>
        </div>
      )}
      <div className="sheet-buttons">
        <button
          type="button"
          className="control button first"
          disabled={value === undefined}
          onClick={() => void readAsInferred(draft, request).then((used) => used && onClose())}
        >
          Read the bytes as it
        </button>
        <button
          type="button"
          className="control button"
          disabled={value === undefined}
          onClick={() => void save(value?.source ?? "", messageName)}
        >
          Save as a file…
        </button>
        <span className="sheet-note">What the bytes are read as is kept with this window.</span>
      </div>
    </Modal>
  );
}

async function save(source: string, messageName: string): Promise<void> {
  const suggestedName = `${messageName.toLowerCase()}.proto`;
  const place = await desktop().saveFile({ title: "Save the .proto", suggestedName, content: source });
  if (place !== undefined) notify(`Saved as ${place}.`);
}

interface NameFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onName: (name: string) => void;
}

function NameField({ label, value, onName }: NameFieldProps) {
  const bad = !NAME.test(value);
  return (
    <input
      className={`control mono ${bad ? "invalid" : ""}`}
      aria-label={label}
      aria-invalid={bad}
      spellCheck={false}
      value={value}
      onChange={(event) => onName(event.target.value)}
    />
  );
}

interface FieldRowProps {
  readonly field: InferredField;
  readonly name: string;
  readonly onName: (name: string) => void;
}

function FieldRow({ field, name, onName }: FieldRowProps) {
  const { path, typeName, repeated, occurrences, remarks } = field;
  return (
    <div className="infer-row" title={remarks.join("\n")}>
      <span className="infer-path">{path}</span>
      <NameField label={`Name of field ${path}`} value={name} onName={onName} />
      <span className="infer-type">
        {repeated ? "repeated " : ""}
        {typeName}
      </span>
      <span className="infer-remark">{remarks[0] ?? counted(occurrences, "time")}</span>
    </div>
  );
}

interface SamplesProps {
  readonly others: ReturnType<typeof candidatesFor>;
  readonly added: readonly string[];
  readonly onAdd: (id: string, on: boolean) => void;
}

/** Other messages that are open, to be taken as samples of the same type. */
function Samples({ others, added, onAdd }: SamplesProps) {
  const groupId = useId();
  if (others.length === 0) return null;
  return (
    <fieldset className="infer-samples">
      <legend id={groupId}>More samples of the same type</legend>
      {others.map(({ id, label }) => (
        <label key={id} className="check">
          <input
            type="checkbox"
            checked={added.includes(id)}
            onChange={(event) => onAdd(id, event.target.checked)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
