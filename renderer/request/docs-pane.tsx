import { useState } from "react";
import { CodeEditor } from "../editor/code-editor.tsx";
import { DOCS_PANES, type DocsPaneKind } from "../schema/docs/docs-panes.ts";
import { MethodDocs } from "../schema/docs/method-docs.tsx";
import { openDocs } from "../schema/docs/open-docs.ts";
import { findMethod } from "../state/connections.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useSchema } from "../state/use-current.ts";
import { ChoiceSwitch } from "../ui/choice-switch.tsx";
import { useDescription } from "./use-description.ts";

/** What the author of the method and its messages wrote about them, or their `.proto` source. */
export function DocsPane({ draft }: { readonly draft: RequestDraft }) {
  const [pane, setPane] = useState<DocsPaneKind>("docs");
  const schema = useSchema(draft.connectionId);
  const method = findMethod(schema, draft.method);
  const symbols = method === undefined ? [] : [method.fullName, method.inputType, method.outputType];
  const source = useDescription(schema?.schemaId, pane === "source" ? symbols : []);
  if (schema === undefined || method === undefined)
    return <p className="quiet-note">Choose a method to read what its author wrote about it.</p>;
  return (
    <div className="docs-pane">
      <ChoiceSwitch
        legend="View of the docs"
        className="segments docs-switch"
        choices={DOCS_PANES}
        value={pane}
        onChoose={setPane}
      />
      {pane === "source" ? (
        <CodeEditor textKey={`${draft.id}/docs`} text={source} language="proto" label="Source" />
      ) : (
        <MethodDocs
          schemaId={schema.schemaId}
          method={method}
          onGo={(symbol) => openDocs(schema.schemaId, symbol)}
        />
      )}
    </div>
  );
}
