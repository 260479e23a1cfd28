/** Kept edits of a document, made again. */
import type { BytePatch } from "../../contract/edit.ts";
import { PatchDocumentParams, type PatchMethods } from "../../contract/patch.ts";
import { applyPatches } from "../../edit/patch.ts";
import { ByteglassError } from "../../error.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { addEdited } from "./edited-document.ts";

/** The engine's methods about patches. */
export function patchMethods({ documents }: Pick<Parts, "documents">): PatchMethods {
  return {
    patchDocument: door("patchDocument", PatchDocumentParams, async ({ documentId, steps }) => {
      const { bytes, source } = documents.get(documentId);
      return await addEdited(documents, source, steps.reduce(applyStep, bytes));
    }),
  };
}

function applyStep(bytes: Uint8Array, patches: readonly BytePatch[]): Uint8Array {
  let last = 0;
  for (const { start, end } of patches) {
    if (start < last || end < start || end > bytes.length) {
      throw new ByteglassError(
        "usage",
        `Bytes ${start} to ${end} cannot be patched in ${bytes.length} bytes.`,
        {
          hint: "The edits were made to other bytes: make them again.",
        },
      );
    }
    last = end;
  }
  return applyPatches(bytes, patches);
}
