/** A document as text, and edits of its JSON. */
import { createRegistry } from "@bufbuild/protobuf";
import { EmptySchema } from "@bufbuild/protobuf/wkt";
import {
  type DocumentTextMethods,
  EditJsonParams,
  ReadFrameJsonParams,
  ReadTextParams,
} from "../../contract/document-text.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { codecRoom } from "../rooms.ts";
import { editJson, readFrameJson } from "./edit-json.ts";
import { addEdited } from "./edited-document.ts";

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
    readFrameJson: door("readFrameJson", ReadFrameJsonParams, async ({ documentId, frame }) =>
      readFrameJson(await documents.whole(documentId), frame),
    ),
    editJson: door("editJson", EditJsonParams, async ({ documentId, ...edit }) => {
      const document = await documents.whole(documentId);
      const { bytes, patches } = await editJson(document, edit);
      return { document: await addEdited(documents, document.source, bytes), patches };
    }),
  };
}
