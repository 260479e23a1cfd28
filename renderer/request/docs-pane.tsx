import { useState } from "react";
import { CodeEditor } from "../editor/code-editor.tsx";
import { MethodDocs } from "../schema/docs/method-docs.tsx";
import { openDocs } from "../schema/docs/open-docs.ts";
import { findMethod } from "../state/connections.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useSchema } from "../state/use-current.ts";
import { useDescription } from "./use-description.ts";

/** What the author of the method and its messages wrote about them, or their `.proto` source. */
export function DocsPane({ draft }: { readonly draft: RequestDraft }) {
  const [pane, setPane] = useState<"docs" | "source">("docs");
  const schema = useSchema(draft.connectionId);
  const method = findMethod(schema, draft.method);
  const symbols = method === undefined ? [] : [method.fullName, method.inputType, method.outputType];
  const source = useDescription(schema?.schemaId, pane === "source" ? symbols : []);
  if (schema === undefined || method === undefined)
    return <p className="quiet-note">Choose a method to read what its author wrote about it.</p>;
  return (
    <div className="docs-pane">
      <fieldset className="segments docs-switch">
        <legend className="hidden">View of the docs</legend>
        {(["docs", "source"] as const).map((id) => (
          <button
            key={id}
            type="button"
            className="segment"
            aria-pressed={pane === id}
            onClick={() => setPane(id)}
          >
            {id === "docs" ? "Docs" : "Source"}
          </button>
        ))}
      </fieldset>
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
