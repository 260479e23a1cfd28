import { CodeEditor } from "../editor/code-editor.tsx";
import { findMethod } from "../state/connections.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useSchema } from "../state/use-current.ts";
import { useDescription } from "./use-description.ts";

/** The `.proto` source of the method and its messages, comments included. */
export function DocsPane({ draft }: { readonly draft: RequestDraft }) {
  const schema = useSchema(draft.connectionId);
  const method = findMethod(schema, draft.method);
  const symbols = method === undefined ? [] : [method.fullName, method.inputType, method.outputType];
  const source = useDescription(schema?.schemaId, symbols);
  if (method === undefined)
    return <p className="quiet-note">Choose a method to read what its author wrote about it.</p>;
  return <CodeEditor textKey={`${draft.id}/docs`} text={source} language="proto" label="Source" />;
}
