/** The tree in other orders, and all findings with their fixes. */
import { type FindingMethods, ReadFindingsParams } from "../../contract/fixes.ts";
import { FindTreeViewRowParams, ReadTreeViewParams, type TreeViewMethods } from "../../contract/tree-view.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";

/** The engine's methods about views of the tree. */
export function treeViewMethods({ documents }: Pick<Parts, "documents">): TreeViewMethods {
  return {
    readTreeView: door("readTreeView", ReadTreeViewParams, async ({ documentId, view, start, end }) =>
      (await documents.whole(documentId)).view(view).page(start, end),
    ),
    findTreeViewRow: door("findTreeViewRow", FindTreeViewRowParams, async ({ documentId, view, record }) => ({
      row: (await documents.whole(documentId)).view(view).find(record),
    })),
  };
}

/** The engine's methods about findings. */
export function findingMethods({ documents }: Pick<Parts, "documents">): FindingMethods {
  return {
    readFindings: door("readFindings", ReadFindingsParams, async ({ documentId }) =>
      (await documents.whole(documentId)).findings(),
    ),
  };
}
