/** What the editor offers to put into a body: fields with examples, and the types that an Any can hold. */
import type { languages, editor as monacoEditor } from "monaco-editor/editor";
import type { FieldDescription } from "../../core/contract/views.ts";
import { type TypedObject, typedObjectAt, typeUrlAt } from "./any-places.ts";
import { byteForms } from "./byte-forms.ts";
import { fieldAt } from "./field-at.ts";
import { hoverParts } from "./field-hover.ts";
import type { FieldLookup } from "./field-lookup.ts";
import { type JsonPlace, objectAt, placeAt } from "./json-places.ts";
import type { Monaco } from "./monaco-setup.ts";

const ANY = "google.protobuf.Any";

/** Types whose JSON stands under `value` inside an Any. */
const WITH_VALUE =
  /^google\.protobuf\.(Any|Timestamp|Duration|FieldMask|Struct|Value|ListValue|Empty|\w+Value)$/;

/** The suggestions at an offset of a model. */
export async function completions(
  monaco: Monaco,
  model: monacoEditor.ITextModel,
  offset: number,
  lookup: FieldLookup,
): Promise<languages.CompletionList> {
  const text = model.getValue();
  const typeUrl = typeUrlAt(text, offset);
  if (typeUrl !== undefined) return await typeUrls(monaco, model, typeUrl, offset, lookup);
  const path = objectAt(text, offset);
  if (path === undefined) return await bytesForms(monaco, model, offset, lookup);
  const typed = typedObjectAt(text, offset);
  const [inside, at] = await lookupAt(lookup, path, typed);
  const range = keyRange(monaco, model, model.getPositionAt(offset));
  const hasValue = /^\s*:/.test(model.getLineContent(range.startLineNumber).slice(range.endColumn - 1));
  const examples = hasValue ? undefined : await inside?.examples(at);
  const fields = inside?.children(at) ?? [];
  const suggestions = fields.map((child, index) => {
    const value = hasValue ? undefined : (examples?.get(child.name) ?? "");
    return suggestion(monaco, range, { ...child, value }, index);
  });
  const isAny = inside?.find(at)?.messageType === ANY && typed?.path !== "";
  return { suggestions: isAny ? [typeKey(monaco, range, hasValue)] : suggestions };
}

/** The fields of the object at a path, and where it is in them: within an Any they are those of the type it names. */
async function lookupAt(
  lookup: FieldLookup,
  path: string,
  typed: TypedObject | undefined,
): Promise<readonly [FieldLookup | undefined, string]> {
  if (typed === undefined) return [lookup, path];
  if (WITH_VALUE.test(typed.typeName)) return [undefined, ""];
  return [await lookup.ofType(typed.typeName), typed.path];
}

/** Names of message types in the place of an `@type`. */
async function typeUrls(
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

/** Other ways to read what stands in a bytes field: as hex, as text. */
async function bytesForms(
  monaco: Monaco,
  model: monacoEditor.ITextModel,
  offset: number,
  lookup: FieldLookup,
): Promise<languages.CompletionList> {
  const text = model.getValue();
  const place = placeAt(text, offset);
  const isString =
    place !== undefined && !place.isKey && text.charAt(place.start) === '"' && place.start < offset;
  if (!isString || !isBytes(await fieldAt(lookup, text, place))) return { suggestions: [] };
  const written = text.slice(place.start, place.end);
  const range = monaco.Range.fromPositions(model.getPositionAt(place.start), model.getPositionAt(place.end));
  const suggestions = byteForms(written.replace(/^"|"$/g, "")).map(({ label, base64 }, at) => ({
    label,
    kind: monaco.languages.CompletionItemKind.Value,
    sortText: String(at),
    filterText: written,
    insertText: `"${base64}"`,
    range,
  }));
  return { suggestions, incomplete: true };
}

/** True for a field whose JSON is base64: of bytes, a wrapper of them, a list or a map of them. */
function isBytes(field: FieldDescription | undefined): boolean {
  return field?.shape.type === "bytes" || field?.messageType === "google.protobuf.BytesValue";
}

/** The `@type` that an Any needs before anything else; its names are offered at once. */
function typeKey(
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

/** The word being typed as a key, with the quotes around it. */
function keyRange(
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
