/** What is offered where an Any says which type it holds. */
import type { languages, editor as monacoEditor } from "monaco-editor/editor";
import type { FieldLookup } from "./field-lookup.ts";
import type { JsonPlace } from "./json-places.ts";
import type { Monaco } from "./monaco-setup.ts";

/** Names of message types in the place of an `@type`. */
export async function typeUrls(
  monaco: Monaco,
  model: monacoEditor.ITextModel,
  { start, end }: JsonPlace,
  offset: number,
  lookup: FieldLookup,
): Promise<languages.CompletionList> {
  const typed = model.getValue().slice(start, offset).replace(/^"/, "");
  const prefix = /^.*\//.exec(typed)?.[0] ?? "type.googleapis.com/";
  const names = await lookup.typeNames(typed.replace(/^.*\//, ""));
  const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
  const suggestions = names.map((name, at) => ({
    label: name,
    kind: monaco.languages.CompletionItemKind.Struct,
    sortText: String(at).padStart(5, "0"),
    filterText: `"${typed.includes("/") ? prefix : ""}${name}"`,
    insertText: `"${prefix}${name}"`,
    range,
  }));
  return { suggestions, incomplete: true };
}

/** The `@type` that an Any needs before anything else; its names are offered at once. */
export function typeKey(
  monaco: Monaco,
  range: languages.CompletionItem["range"],
  hasValue: boolean,
): languages.CompletionItem {
  return {
    label: "@type",
    kind: monaco.languages.CompletionItemKind.Field,
    detail: "the type of the message within",
    sortText: "",
    filterText: '"@type"',
    insertText: hasValue ? '"@type"' : '"@type": "type.googleapis.com/$0"',
    insertTextRules: monaco.languages.CompletionItemInsertTextRule.InsertAsSnippet,
    ...(hasValue ? {} : { command: { id: "editor.action.triggerSuggest", title: "Types" } }),
    range,
  };
}
