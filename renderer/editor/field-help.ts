/** Hovers and completions in request bodies, from the schema's own declarations and comments. */
import type { languages, editor as monacoEditor } from "monaco-editor/editor";
import type { FieldDescription } from "../../core/contract/views.ts";
import type { FieldLookup } from "./field-lookup.ts";
import { JSON_LITE } from "./json-lite.ts";
import { objectAt, placeAt } from "./json-places.ts";
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
  monaco.languages.registerHoverProvider(selector, {
    provideHover(model, position) {
      const lookup = lookups.get(model.uri.toString());
      const place = placeAt(model.getValue(), model.getOffsetAt(position));
      const field = place === undefined ? undefined : lookup?.find(place.path);
      return place === undefined || field === undefined ? null : hover(monaco, model, field, place);
    },
  });
  monaco.languages.registerCompletionItemProvider(selector, {
    triggerCharacters: ['"'],
    async provideCompletionItems(model, position) {
      const lookup = lookups.get(model.uri.toString());
      const path = objectAt(model.getValue(), model.getOffsetAt(position));
      if (lookup === undefined || path === undefined) return { suggestions: [] };
      const range = keyRange(monaco, model, position.lineNumber, position.column);
      const hasValue = /^\s*:/.test(model.getLineContent(position.lineNumber).slice(range.endColumn - 1));
      const examples = hasValue ? undefined : await lookup.examples(path);
      const suggestions = lookup.children(path).map((child, at) => {
        const value = hasValue ? undefined : (examples?.get(child.name) ?? "");
        return suggestion(monaco, range, { ...child, value }, at);
      });
      return { suggestions };
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

/** What a hover says: declaration, comment, rules and the values of an enum, as Markdown. */
export function hoverParts(field: FieldDescription): readonly string[] {
  const { declaration, comment, deprecated = false, rules = [], values = [] } = field;
  return [
    `\`\`\`proto\n${declaration}\n\`\`\``,
    ...(deprecated ? ["**Deprecated.**"] : []),
    ...(comment === "" ? [] : [escapeMarkdown(comment)]),
    ...(rules.length === 0 ? [] : [`Rules: ${rules.map(codeSpan).join(", ")}`]),
    ...(values.length === 0 ? [] : [values.map(valueLine).join("\n")]),
  ];
}

function valueLine({ name, comment }: { readonly name: string; readonly comment: string }): string {
  const [first = ""] = comment.split("\n");
  return `- ${codeSpan(name)}${first === "" ? "" : ` ${escapeMarkdown(first)}`}`;
}

/** Code that may hold back quotes itself. */
function codeSpan(text: string): string {
  const line = text.replaceAll("\n", " ");
  return line.includes("`") ? `\`\` ${line} \`\`` : `\`${line}\``;
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\*_{}[\]()#+.!<>|~-]/g, "\\$&").replace(/\n/g, "  \n");
}

/** The word being typed as a key, with the quotes around it. */
function keyRange(monaco: Monaco, model: monacoEditor.ITextModel, line: number, column: number) {
  const text = model.getLineContent(line);
  const before = /"?[\w-]*$/.exec(text.slice(0, column - 1))?.[0] ?? "";
  const after = /^[\w-]*"?/.exec(text.slice(column - 1))?.[0] ?? "";
  return new monaco.Range(line, column - before.length, line, column + after.length);
}

interface SuggestedField {
  readonly name: string;
  readonly field: FieldDescription;
  /** An example that goes in with the name; undefined where a value is there already. */
  readonly value: string | undefined;
}

function suggestion(
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
