/** The inspector's methods: frames, readings, views of the tree, sizes, differences, names, findings with fixes. */
import type { DocumentDiffMethods } from "../../contract/document-diff.ts";
import type { FindingMethods } from "../../contract/fixes.ts";
import { type FrameMethods, OpenPayloadParams, ReadFramesParams } from "../../contract/frames.ts";
import { type InputMethods, ReinspectParams } from "../../contract/input.ts";
import type { NamingMethods } from "../../contract/naming.ts";
import type { ReadingMethods } from "../../contract/readings.ts";
import type { SizeMethods } from "../../contract/sizes.ts";
import type { TreeViewMethods } from "../../contract/tree-view.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { documentDiffMethods } from "./compare.ts";
import { namingMethods } from "./naming.ts";
import { openPayload } from "./payload.ts";
import { readingMethods } from "./readings.ts";
import { reinspect } from "./reinspect.ts";
import { sizeMethods } from "./sizes.ts";
import { findingMethods, treeViewMethods } from "./tree-views.ts";

/** All methods of the inspector beside reading pages. */
export type InspectorMethods = DocumentDiffMethods &
  FindingMethods &
  FrameMethods &
  InputMethods &
  NamingMethods &
  ReadingMethods &
  SizeMethods &
  TreeViewMethods;

/** The methods. */
export function inspectorMethods(
  parts: Pick<Parts, "documents" | "schemas" | "names" | "stateDirectory">,
): InspectorMethods {
  const { documents, schemas } = parts;
  return {
    reinspect: door("reinspect", ReinspectParams, (request) => {
      const pool = request.schemaId === undefined ? undefined : schemas.get(request.schemaId);
      return reinspect(request, pool, documents);
    }),
    readFrames: door("readFrames", ReadFramesParams, async ({ documentId, start, end }) =>
      (await documents.whole(documentId)).readFrames(start, end),
    ),
    openPayload: door("openPayload", OpenPayloadParams, (request) => openPayload(request, documents)),
    ...readingMethods({ documents }),
    ...findingMethods({ documents }),
    ...treeViewMethods({ documents }),
    ...sizeMethods({ documents }),
    ...documentDiffMethods({ documents }),
    ...namingMethods(parts),
  };
}
