import { useMemo } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import { revealInRequest } from "../actions/reveal.ts";
import { select } from "../actions/select.ts";
import { useFields } from "../request/use-fields.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { FieldRows } from "./field-rows.tsx";
import { FormContext, type FormTools } from "./form-context.ts";
import { applyEdit } from "./json-edits.ts";
import { type JsonObject, readJsonTree, type TextSpan } from "./json-tree.ts";

interface MessageFormProps {
  readonly draft: RequestDraft;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** What the text encodes to, while it does. */
  readonly document: DocumentSummary | undefined;
  readonly onChange: (text: string) => void;
}

/** Above this many characters a form is no help. */
const LONGEST_TEXT = 256 * 1024;

/** The message as a form: a control for every field. It writes into the JSON, and leaves what it does not change. */
export function MessageForm({ draft, text: typed, findings, document, onChange }: MessageFormProps) {
  const text = typed.trim() === "" ? "{}" : typed;
  const lookup = useFields(draft);
  const object = useMemo(() => readObject(text), [text]);
  const isInStep = document?.jsonTextLength === text.length;
  const tools: FormTools = {
    text,
    edit: (edit) => onChange(applyEdit(text, edit)),
    select: ({ start }) => {
      if (isInStep && document !== undefined)
        void select(document.documentId, { kind: "json", offset: start });
    },
    openJson: (start) => revealInRequest(draft.id, start),
    wrongAt: (span) => findings.find((finding) => isWithin(finding, span)),
  };
  if (lookup === undefined) return <p className="quiet-note">A form needs a schema and a method.</p>;
  if (object === undefined) return <NoForm text={text} onJson={() => tools.openJson(0)} />;
  return (
    <FormContext value={tools}>
      <div className="message-form">
        <FieldRows lookup={lookup} object={object} />
      </div>
    </FormContext>
  );
}

function readObject(text: string): JsonObject | undefined {
  const node = text.length > LONGEST_TEXT ? undefined : readJsonTree(text);
  return node?.kind === "object" ? node : undefined;
}

function isWithin({ text }: Finding, { start, end }: TextSpan): boolean {
  return text !== undefined && start <= text.start && text.start < end;
}

/** What stands in the place of a form that cannot be. */
function NoForm({ text, onJson }: { readonly text: string; readonly onJson: () => void }) {
  return (
    <div className="quiet-note">
      <p>
        {text.length > LONGEST_TEXT
          ? "This message is too large for a form."
          : "This JSON is not an object that is well formed, so no form can show it. Nothing of it is lost."}
      </p>
      <button type="button" className="control button" onClick={onJson}>
        Edit the JSON
      </button>
    </div>
  );
}
