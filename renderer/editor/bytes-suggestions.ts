/** What is offered in a bytes field, whose JSON is base64. */
import type { languages, editor as monacoEditor } from "monaco-editor/editor";
import type { FieldDescription } from "../../core/contract/views.ts";
import { byteForms } from "./byte-forms.ts";
import { fieldAt } from "./field-at.ts";
import type { FieldLookup } from "./field-lookup.ts";
import { placeAt } from "./json-places.ts";
import type { Monaco } from "./monaco-setup.ts";

/** Other ways to read what stands in a bytes field: as hex, as text. */
export async function bytesForms(
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
