/** Two documents compared. */
import { DiffDocumentsParams, type DocumentDiffMethods } from "../../contract/document-diff.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { documentsRoom } from "../rooms.ts";

/** The engine's methods about differences between documents. */
export function documentDiffMethods({ documents }: Pick<Parts, "documents">): DocumentDiffMethods {
  return {
    diffDocuments: door("diffDocuments", DiffDocumentsParams, async (request) => {
      const { byteRuns, fieldDifferences } = await documentsRoom();
      const [before, after] = [await documents.whole(request.before), await documents.whole(request.after)];
      const runs = byteRuns(before.analysis.walk, after.analysis.walk);
      const { fields, omitted } = fieldDifferences(before.analysis, after.analysis);
      return {
        identical: runs.every(({ kind }) => kind === "same"),
        sameMeaning: omitted === 0 && fields.every(({ kind }) => kind === "encoding"),
        runs,
        fields,
        omittedFieldCount: omitted,
      };
    }),
  };
}
