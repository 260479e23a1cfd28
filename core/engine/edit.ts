/** Editing documents: each edit makes a new one, and the one before stays. */
import { EditDocumentParams, type EditMethods } from "../contract/edit.ts";
import { ByteglassError } from "../error.ts";
import { door } from "./door.ts";
import { withType } from "./inspect.ts";
import type { Parts } from "./parts.ts";

/** The engine's methods about edits. */
export function editMethods({ documents }: Pick<Parts, "documents">): EditMethods {
  return {
    editDocument: door("editDocument", EditDocumentParams, async ({ documentId, edit, repair }) => {
      const before = documents.get(documentId);
      const edited = before.edit(edit, repair);
      if ("refused" in edited) {
        throw new ByteglassError(edited.fault === "value" ? "bad-bytes" : "usage", edited.refused, {
          hint: "The message is as it was: choose another value or another place.",
        });
      }
      const { bytes, patches } = edited;
      const { type, registry, format, chain, origin, choices, names } = before.source;
      const add = await documents.ready();
      const bound = type === undefined || registry === undefined ? undefined : { type, registry };
      const source = await withType({ bytes, format, chain, origin, choices, names }, bound);
      return { document: add(source), patches };
    }),
  };
}
