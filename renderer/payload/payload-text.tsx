import type { DocumentSummary } from "../../core/contract/views.ts";
import { CodeEditor } from "../editor/code-editor.tsx";
import { useAsked } from "../engine/use-asked.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { Waiting } from "../ui/waiting.tsx";

interface PayloadTextProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
}

/** The message in the protobuf text format; without a schema its fields are numbers. */
export function PayloadText({ draft, document: { documentId } }: PayloadTextProps) {
  const { value, error } = useAsked(documentId, (one) => one.readText({ documentId }));
  if (error !== undefined) return <p className="quiet-note">{error.message}</p>;
  if (value === undefined) return <Waiting stage="writing the text" />;
  return (
    <>
      <CodeEditor
        textKey={`${draft.id}/text`}
        text={value.text}
        language="plaintext"
        label="Text format of the payload"
      />
      {value.omittedLength > 0 ? (
        <p className="quiet-note">
          {value.omittedLength.toLocaleString("en")} characters more are not shown.
        </p>
      ) : null}
    </>
  );
}
