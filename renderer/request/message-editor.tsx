import { useMemo } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import { reveal } from "../actions/reveal.ts";
import { select } from "../actions/select.ts";
import { CodeEditor } from "../editor/code-editor.tsx";
import { JSON_LITE } from "../editor/json-lite.ts";
import { suggest } from "../environment/suggest.ts";
import { marksOf, useReferences } from "../environment/use-references.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { selections } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { useFields } from "./use-fields.ts";

interface MessageEditorProps {
  readonly draft: RequestDraft;
  readonly text: string;
  readonly findings: readonly Finding[];
  /** What the text encodes to, while it does. */
  readonly document: DocumentSummary | undefined;
  readonly onChange: (text: string) => void;
}

/** Above this many characters the language service costs more than it gives. */
const SERVICE_LIMIT = 256 * 1024;

/** The JSON of a message, with the schema's words on hover and the engine's findings underlined. */
export function MessageEditor({ draft, text, findings, document, onChange }: MessageEditorProps) {
  const fields = useFields(draft);
  const references = useReferences(draft, text, "json");
  const marks = useMemo(() => marksOf(references), [references]);
  const journey = useStore(reveal, (state) => (state?.tabId === draft.id ? state : undefined));
  const documentId = document?.documentId ?? "";
  const selection = useStore(selections, (state) => state[documentId]);
  const inStep = document?.jsonTextLength === text.length;
  return (
    <CodeEditor
      textKey={`${draft.id}/${draft.messageIndex}`}
      text={text}
      language={text.length > SERVICE_LIMIT ? JSON_LITE : "json"}
      label="Message"
      onChange={onChange}
      findings={findings}
      variables={marks}
      suggestNames={(typed) => suggest(draft, typed)}
      fields={fields}
      reveal={journey}
      highlight={inStep ? selection?.json : undefined}
      onPlace={(offset) => {
        if (inStep) void select(documentId, { kind: "json", offset });
      }}
    />
  );
}
