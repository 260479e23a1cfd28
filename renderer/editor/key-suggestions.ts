/** What is offered in the place of a key: a field with an example of its value. */
import type { languages, editor as monacoEditor } from "monaco-editor/editor";
import type { FieldDescription } from "../../core/contract/views.ts";
import { hoverParts } from "./field-hover.ts";
import type { Monaco } from "./monaco-setup.ts";

/** The word being typed as a key, with the quotes around it. */
export function keyRange(
  monaco: Monaco,
  model: monacoEditor.ITextModel,
  { lineNumber: line, column }: { readonly lineNumber: number; readonly column: number },
) {
  const text = model.getLineContent(line);
  const before = /"?[@\w-]*$/.exec(text.slice(0, column - 1))?.[0] ?? "";
  const after = /^[@\w-]*"?/.exec(text.slice(column - 1))?.[0] ?? "";
  return new monaco.Range(line, column - before.length, line, column + after.length);
}

interface SuggestedField {
  readonly name: string;
  readonly field: FieldDescription;
  /** An example that goes in with the name; undefined where a value is there already. */
  readonly value: string | undefined;
}

/** One field, `at` in the order of the schema. */
export function fieldSuggestion(
  monaco: Monaco,
  range: languages.CompletionItem["range"],
  { name, field, value }: SuggestedField,
  at: number,
): languages.CompletionItem {
  return {
    label: name,
    kind: monaco.languages.CompletionItemKind.Field,
    detail: field.declaration,
    documentation: { value: hoverParts(field).slice(1).join("\n\n") },
    // In the order of the schema, which is the author's.
    sortText: String(at).padStart(5, "0"),
    filterText: `"${name}"`,
    insertText: value === undefined ? `"${name}"` : `"${name}": ${value}`,
    range,
  };
}
