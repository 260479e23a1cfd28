/** What is offered in a bytes field, whose JSON is base64. */
import type { IRange, languages, editor as monacoEditor } from "monaco-editor/editor";
import type { FieldDescription } from "../../core/contract/views.ts";
import { chooseBytes } from "../actions/choose-bytes.ts";
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
  const fromFile: languages.CompletionItem = {
    label: "the bytes of a file…",
    kind: monaco.languages.CompletionItemKind.File,
    // Behind the forms of what is typed.
    sortText: "~",
    filterText: written,
    insertText: written,
    range,
    command: { id: BYTES_OF_FILE, title: "Choose a file", arguments: [model.uri.toString(), range] },
  };
  return { suggestions: [...suggestions, fromFile], incomplete: true };
}

const BYTES_OF_FILE = "byteglass.bytes-of-file";

/** Registers what happens when the bytes of a file are wanted in the place of a text. To be called once. */
export function registerBytesOfFile(monaco: Monaco): void {
  monaco.editor.addCommand({
    id: BYTES_OF_FILE,
    run: (_accessor: unknown, uri: string, range: IRange) => {
      const model = monaco.editor.getModel(monaco.Uri.parse(uri));
      if (model !== null) void putBytesOfFile(model, range);
    },
  });
}

/** The text may change while a file is chosen: a decoration remembers the place. */
async function putBytesOfFile(model: monacoEditor.ITextModel, place: IRange): Promise<void> {
  const marks = model.deltaDecorations([], [{ range: place, options: {} }]);
  const base64 = await chooseBytes();
  const range = model.isDisposed() ? null : model.getDecorationRange(marks[0] ?? "");
  if (range === null) return;
  if (base64 !== undefined) model.pushEditOperations([], [{ range, text: `"${base64}"` }], () => null);
  model.deltaDecorations(marks, []);
}

/** True for a field whose JSON is base64: of bytes, a wrapper of them, a list or a map of them. */
function isBytes(field: FieldDescription | undefined): boolean {
  return field?.shape.type === "bytes" || field?.messageType === "google.protobuf.BytesValue";
}
