/** What the editor offers to put into a body: fields with examples, and the types that an Any can hold. */
import type { languages, editor as monacoEditor } from "monaco-editor/editor";
import { type TypedObject, typedObjectAt, typeUrlAt } from "./any-places.ts";
import { bytesForms } from "./bytes-suggestions.ts";
import type { FieldLookup } from "./field-lookup.ts";
import { objectAt } from "./json-places.ts";
import { fieldSuggestion, keyRange } from "./key-suggestions.ts";
import type { Monaco } from "./monaco-setup.ts";
import { typeKey, typeUrls } from "./type-suggestions.ts";

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
    return fieldSuggestion(monaco, range, { ...child, value }, index);
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
