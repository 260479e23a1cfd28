import { useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { editPayload } from "../actions/payload.ts";
import { JsonBody } from "../answer/json-body.tsx";
import { PAGED_FROM } from "../answer/text-pages.ts";
import { applyJson } from "../edit/apply-json.ts";
import { payloadOwner } from "../edit/owner.ts";
import { CodeEditor } from "../editor/code-editor.tsx";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { FindingList } from "../ui/finding-list.tsx";
import { beginJson, endJson } from "./json-draft.ts";

interface PayloadJsonProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
}

/** The message as JSON, in step with its bytes; with a schema it can be edited, and becomes edits of the bytes. */
export function PayloadJson({ draft, document }: PayloadJsonProps) {
  const { documentId, jsonTextLength, typeName } = document;
  const setText = (jsonText: string | undefined) =>
    editPayload(draft.id, (now) => (jsonText === undefined ? endJson(now) : { ...now, jsonText }));

  if (draft.jsonText !== undefined)
    return <EditedJson draft={draft} text={draft.jsonText} onText={setText} />;
  return (
    <>
      <JsonBody document={document} textKey={`${draft.id}/json`} label="JSON of the payload" />
      <div className="json-tools">
        <button
          type="button"
          className="control button"
          disabled={typeName === "" || jsonTextLength >= PAGED_FROM}
          onClick={() =>
            void engine()
              .then((one) => one.readJson({ documentId, start: 0, end: jsonTextLength }))
              .then((text) => editPayload(draft.id, (now) => beginJson(now, text)))
          }
        >
          Edit
        </button>
        <span>
          {typeName === ""
            ? "Choose a message type to edit the JSON; without one, edit the fields or the bytes."
            : "Only what you change changes in the bytes, at any depth."}
        </span>
      </div>
    </>
  );
}

interface EditedJsonProps {
  readonly draft: PayloadDraft;
  readonly text: string;
  readonly onText: (text: string | undefined) => void;
}

function EditedJson({ draft, text, onText }: EditedJsonProps) {
  const [refusal, setRefusal] = useState<ErrorRecord | undefined>(undefined);

  async function apply() {
    try {
      await applyJson(payloadOwner(draft), { ...draft, jsonText: text });
      onText(undefined);
    } catch (thrown) {
      setRefusal(toErrorRecord(thrown));
    }
  }

  return (
    <>
      <CodeEditor
        textKey={`${draft.id}/json-edit`}
        text={text}
        language="json"
        label="JSON being edited"
        findings={refusal?.findings ?? []}
        onChange={(typed) => {
          setRefusal(undefined);
          onText(typed);
        }}
      />
      {refusal === undefined ? null : (
        <div className="json-refusal" role="alert">
          <p className="error">{refusal.message}</p>
          <FindingList findings={refusal.findings} label="What does not fit" />
        </div>
      )}
      <div className="json-tools">
        <button type="button" className="control button first" onClick={() => void apply()}>
          Apply to the bytes
        </button>
        <button type="button" className="control button" onClick={() => onText(undefined)}>
          Discard
        </button>
        {draft.jsonFrame === undefined ? null : (
          <span>The message of frame {draft.jsonFrame + 1} alone.</span>
        )}
      </div>
    </>
  );
}
