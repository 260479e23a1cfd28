/** The editor itself, in a chunk of its own: features, languages, themes, providers. */
import "monaco-editor/features/register.all";
import * as monaco from "monaco-editor/editor";
import "monaco-editor/languages/definitions/protobuf/register";
import { jsonDefaults } from "monaco-editor/languages/features/json/register";
import { registerFieldHelp } from "./field-help.ts";
import { registerJsonLite } from "./json-lite.ts";
import { registerThemes } from "./themes.ts";
import { registerVariableCompletion } from "./variable-completion.ts";
import { startWorker } from "./worker-policy.ts";

/** The editor's module. */
export type Monaco = typeof monaco;

globalThis.MonacoEnvironment = { getWorker: (_id, label) => startWorker(label) };

// The engine says what is wrong with a body, with the schema at hand; a second opinion would only repeat it.
jsonDefaults.setModeConfiguration({
  documentFormattingEdits: true,
  documentRangeFormattingEdits: true,
  documentSymbols: true,
  foldingRanges: true,
  selectionRanges: true,
  tokens: true,
  completionItems: false,
  hovers: false,
  colors: false,
  diagnostics: false,
});

registerJsonLite(monaco);
registerThemes(monaco);
registerFieldHelp(monaco);
registerVariableCompletion(monaco);

export { monaco };
