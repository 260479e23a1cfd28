/** Completions of `{{name}}` in request bodies. */
import type { editor, languages } from "monaco-editor/editor";
import type { VariableSuggestion } from "../../core/contract/suggestions.ts";
import { nameAt } from "../environment/suggest.ts";
import { JSON_LITE } from "./json-lite.ts";
import type { Monaco } from "./monaco-setup.ts";

/** Answers what may stand between braces, for what was typed of it. */
export type SuggestNames = (typed: string) => Promise<readonly VariableSuggestion[]>;

const sources = new Map<string, SuggestNames>();

/** Tells who knows the names in the text of a model; undefined forgets the model. */
export function setNameHelp(model: editor.ITextModel, suggest: SuggestNames | undefined): void {
  if (suggest === undefined) sources.delete(model.uri.toString());
  else sources.set(model.uri.toString(), suggest);
}

/** Registers the provider. */
export function registerVariableCompletion(monaco: Monaco): void {
  monaco.languages.registerCompletionItemProvider(["json", JSON_LITE], {
    triggerCharacters: ["{", ".", "$"],
    async provideCompletionItems(model, position) {
      const suggest = sources.get(model.uri.toString());
      const line = model.getLineContent(position.lineNumber);
      const name = nameAt(line, position.column - 1);
      if (suggest === undefined || name === undefined) return { suggestions: [] };
      const range = new monaco.Range(
        position.lineNumber,
        name.start + 1,
        position.lineNumber,
        position.column,
      );
      const isClosed = /^[^{}]*\}\}/.test(line.slice(name.end));
      const items = (await suggest(name.typed)).map((each) => itemOf(monaco, each, range, isClosed));
      return { suggestions: items, incomplete: true };
    },
  });
}

function itemOf(
  monaco: Monaco,
  { expression, words, origin, isPartial }: VariableSuggestion,
  range: languages.CompletionItem["range"],
  isClosed: boolean,
): languages.CompletionItem {
  const next = { id: "editor.action.triggerSuggest", title: "" };
  return {
    label: { label: expression, description: words },
    kind: monaco.languages.CompletionItemKind.Variable,
    detail: origin,
    insertText: isClosed || isPartial ? expression : `${expression}}}`,
    filterText: expression,
    sortText: `0${origin === "built-in" ? "1" : "0"}${expression}`,
    range,
    ...(isPartial ? { command: next } : {}),
  };
}
