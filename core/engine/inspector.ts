/** The inspector's methods: frames, readings, views of the tree, sizes, differences, names, findings with fixes. */
import type { DocumentDiffMethods } from "../contract/document-diff.ts";
import type { FindingMethods } from "../contract/fixes.ts";
import type { FrameMethods } from "../contract/frames.ts";
import type { InputMethods } from "../contract/input.ts";
import type { NamingMethods } from "../contract/naming.ts";
import type { ReadingMethods } from "../contract/readings.ts";
import type { SizeMethods } from "../contract/sizes.ts";
import type { TreeViewMethods } from "../contract/tree-view.ts";
import { ByteglassError } from "../error.ts";

/** All methods of the inspector beside reading pages. */
export type InspectorMethods = DocumentDiffMethods &
  FindingMethods &
  FrameMethods &
  InputMethods &
  NamingMethods &
  ReadingMethods &
  SizeMethods &
  TreeViewMethods;

const notYet = (name: string) => async (): Promise<never> => {
  throw new ByteglassError("unsupported", `${name} is not there yet.`, { hint: "Use a later version." });
};

/** The methods. */
export function inspectorMethods(): InspectorMethods {
  return {
    reinspect: notYet("reinspect"),
    readFrames: notYet("readFrames"),
    openPayload: notYet("openPayload"),
    readReadings: notYet("readReadings"),
    chooseReading: notYet("chooseReading"),
    readFindings: notYet("readFindings"),
    readTreeView: notYet("readTreeView"),
    findTreeViewRow: notYet("findTreeViewRow"),
    measureSizes: notYet("measureSizes"),
    diffDocuments: notYet("diffDocuments"),
    nameField: notYet("nameField"),
    useInferredSchema: notYet("useInferredSchema"),
  };
}
