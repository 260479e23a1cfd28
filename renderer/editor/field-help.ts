/** Hovers and completions in request bodies, from the schema's own declarations and comments. */
import type { languages, editor as monacoEditor } from "monaco-editor/editor";
import type { FieldDescription } from "../../core/contract/views.ts";
import { registerBytesOfFile } from "./bytes-suggestions.ts";
import { fieldAt } from "./field-at.ts";
import { completions } from "./field-completion.ts";
import { hoverParts } from "./field-hover.ts";
import type { FieldLookup } from "./field-lookup.ts";
import { JSON_LITE } from "./json-lite.ts";
import { placeAt } from "./json-places.ts";
import type { Monaco } from "./monaco-setup.ts";

const lookups = new Map<string, FieldLookup>();

/** Tells which fields the text of a model has; undefined forgets the model. */
export function setFieldHelp(model: monacoEditor.ITextModel, lookup: FieldLookup | undefined): void {
  if (lookup === undefined) lookups.delete(model.uri.toString());
  else lookups.set(model.uri.toString(), lookup);
}

/** Registers the providers. */
export function registerFieldHelp(monaco: Monaco): void {
  const selector = ["json", JSON_LITE];
  registerBytesOfFile(monaco);
  monaco.languages.registerHoverProvider(selector, {
    async provideHover(model, position) {
      const text = model.getValue();
      const lookup = lookups.get(model.uri.toString());
      const place = placeAt(text, model.getOffsetAt(position));
      if (lookup === undefined || place === undefined) return null;
      const field = await fieldAt(lookup, text, place);
      return field === undefined ? null : hover(monaco, model, field, place);
    },
  });
  monaco.languages.registerCompletionItemProvider(selector, {
    triggerCharacters: ['"', "/"],
    async provideCompletionItems(model, position) {
      const lookup = lookups.get(model.uri.toString());
      if (lookup === undefined) return { suggestions: [] };
      return await completions(monaco, model, model.getOffsetAt(position), lookup);
    },
  });
}

function hover(
  monaco: Monaco,
  model: monacoEditor.ITextModel,
  field: FieldDescription,
  place: { readonly start: number; readonly end: number },
): languages.Hover {
  const start = model.getPositionAt(place.start);
  const end = model.getPositionAt(place.end);
  return {
    range: monaco.Range.fromPositions(start, end),
    contents: hoverParts(field).map((value) => ({ value })),
  };
}
