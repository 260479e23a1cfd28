/** The texts in editors, by a key: one keeps its undo history and its scroll position while other tabs are in front. */
import type { editor } from "monaco-editor/editor";
import type { Monaco } from "./monaco-setup.ts";

interface Entry {
  readonly model: editor.ITextModel;
  /** The text as it was last set or typed. */
  text: string;
  viewState: editor.ICodeEditorViewState | null;
}

const entries = new Map<string, Entry>();

/** The entry of a key, with the text it is to show. Replacing a text that is being edited can be undone. */
export function entryFor(monaco: Monaco, key: string, text: string, language: string): Entry {
  const known = entries.get(key);
  if (known === undefined) {
    const uri = monaco.Uri.from({ scheme: "byteglass", path: `/${key}` });
    const model = monaco.editor.createModel(text, language, uri);
    model.updateOptions({
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    const entry: Entry = { model, text, viewState: null };
    entries.set(key, entry);
    return entry;
  }
  if (known.model.getLanguageId() !== language) monaco.editor.setModelLanguage(known.model, language);
  replaceText(known, text);
  return known;
}

function replaceText(entry: Entry, text: string): void {
  if (entry.text === text) return;
  entry.text = text;
  const range = entry.model.getFullModelRange();
  entry.model.pushStackElement();
  entry.model.pushEditOperations(null, [{ range, text }], () => null);
  entry.model.pushStackElement();
}

/** Gives up the texts whose key starts with `prefix`. */
export function disposeModels(prefix: string): void {
  for (const [key, entry] of entries) {
    if (!key.startsWith(prefix)) continue;
    entry.model.dispose();
    entries.delete(key);
  }
}
