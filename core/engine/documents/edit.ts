/** Editing documents: each edit makes a new one, and the one before stays. */
import { EditDocumentParams, type EditMethods } from "../../contract/edit.ts";
import { ByteglassError } from "../../error.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { addEdited } from "./edited-document.ts";

/** The engine's methods about edits. */
export function editMethods({ documents }: Pick<Parts, "documents">): EditMethods {
  return {
    editDocument: door("editDocument", EditDocumentParams, async ({ documentId, edit, repair }) => {
      const before = await documents.whole(documentId);
      const edited = before.edit(edit, repair);
      if ("refused" in edited) {
        throw new ByteglassError(edited.fault === "value" ? "bad-bytes" : "usage", edited.refused, {
          hint: "The message is as it was: choose another value or another place.",
        });
      }
      const { bytes, patches } = edited;
      return { document: await addEdited(documents, before.source, bytes), patches };
    }),
  };
}
