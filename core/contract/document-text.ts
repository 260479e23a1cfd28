/** A document in the protobuf text format, and edits of its JSON: parameters, answers and methods. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import type { EditedDocument } from "./edit.ts";
import { Identifier, Text } from "./shapes.ts";

export const ReadTextParams = v.object({ documentId: Identifier });
export type ReadTextRequest = v.InferOutput<typeof ReadTextParams>;

/** A message in the text format, cut to four million UTF-16 units. */
export interface DocumentText {
  readonly text: string;
  /** Units that were cut off. */
  readonly omittedLength: number;
  readonly findings: readonly Finding[];
}

export const EditJsonParams = v.object({ documentId: Identifier, json: Text });
export type EditJsonRequest = v.InferOutput<typeof EditJsonParams>;

export interface DocumentTextMethods {
  /** The text format of a document; without a schema its fields are numbers. */
  readText(request: ReadTextRequest): Promise<DocumentText>;
  /**
   * A new document whose JSON says `json`. Fields that say the same keep their bytes, as do unknown fields and gaps.
   * Rejects with `bad-json` and findings where the text does not fit, `usage` for a document without a schema.
   */
  editJson(request: EditJsonRequest): Promise<EditedDocument>;
}
