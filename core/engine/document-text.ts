/** A document as text, and edits of its JSON. */
import { createRegistry, type DescMessage, type Registry } from "@bufbuild/protobuf";
import { EmptySchema } from "@bufbuild/protobuf/wkt";
import { type DocumentTextMethods, EditJsonParams, ReadTextParams } from "../contract/document-text.ts";
import type { EditedDocument } from "../contract/edit.ts";
import type { Document } from "../documents/index.ts";
import { jsonPatches } from "../edit/json-patches.ts";
import { applyPatches } from "../edit/patch.ts";
import { ByteglassError } from "../error.ts";
import type { Span } from "../finding.ts";
import { door } from "./door.ts";
import { addEdited } from "./edited-document.ts";
import type { Parts } from "./parts.ts";
import { codecRoom } from "./rooms.ts";

/** UTF-16 units of a text that a face gets. */
const maximumLength = 4_000_000;

/** The engine's methods about documents as text. */
export function documentTextMethods({ documents }: Pick<Parts, "documents">): DocumentTextMethods {
  return {
    readText: door("readText", ReadTextParams, async ({ documentId }) => {
      const { bytes, source } = documents.get(documentId);
      const { renderText } = await codecRoom();
      const { type = EmptySchema, registry = createRegistry(EmptySchema) } = source;
      const { text, findings } = renderText(type, bytes, { registry, unknownFields: true });
      return {
        text: text.slice(0, maximumLength),
        omittedLength: Math.max(0, text.length - maximumLength),
        // Without a schema every field is unknown: that is no news.
        findings: source.type === undefined ? [] : findings,
      };
    }),
    editJson: door("editJson", EditJsonParams, async ({ documentId, json }) => {
      const document = documents.get(documentId);
      const { type, registry } = document.source;
      if (type === undefined || registry === undefined) {
        throw new ByteglassError("usage", "JSON can be edited only where a schema says what it means.", {
          hint: "Choose the message type of these bytes first, or edit their fields.",
        });
      }
      return await editByJson(document, { type, registry }, json);
    }),
  };

  async function editByJson(
    document: Document,
    { type, registry }: { readonly type: DescMessage; readonly registry: Registry },
    json: string,
  ): Promise<EditedDocument> {
    const { encodeJson } = await codecRoom();
    const after = encodeJson(type, json, { registry });
    if (!after.ok) {
      throw new ByteglassError("bad-json", `This is no JSON of ${type.typeName}.`, {
        hint: "Correct what is listed; the bytes are as they were.",
        findings: after.findings,
      });
    }
    const { start, end } = messageOf(document);
    const bytes = document.bytes.subarray(start, end);
    const { jsonTextLength } = document.summary;
    const before = encodeJson(type, document.readJson(0, jsonTextLength), { registry });
    const patches = jsonPatches(bytes, before.ok ? before.value.bytes : bytes, after.value.bytes);
    if (start === 0 && end === document.bytes.length) {
      return await edited(document, { bytes: applyPatches(bytes, patches), patches });
    }
    if (patches.length === 0) return await edited(document, { bytes: document.bytes, patches });
    // The length in the frame's header is mended.
    const message = applyPatches(bytes, patches);
    const made = document.edit({ kind: "replace-bytes", start, end, bytes: message }, true);
    if ("refused" in made) throw new ByteglassError("usage", made.refused);
    return await edited(document, made);
  }

  async function edited(
    document: Document,
    { bytes, patches }: { readonly bytes: Uint8Array; readonly patches: EditedDocument["patches"] },
  ): Promise<EditedDocument> {
    return { document: await addEdited(documents, document.source, bytes), patches };
  }
}

/** Where the one message of a document is. Throws `usage` where there are several. */
function messageOf(document: Document): Span {
  const frames = document.readFrames(0, 2);
  const [frame] = frames;
  if (frame === undefined) return { start: 0, end: document.bytes.length };
  if (frames.length === 1 && frame.compression === "") return frame.payload;
  throw new ByteglassError("usage", "JSON can be edited one message at a time, and these are frames.", {
    hint: "Open the payload of a frame, and edit its JSON there.",
  });
}
