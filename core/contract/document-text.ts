/** A document in the protobuf text format, and edits of its JSON: parameters, answers and methods. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import type { EditedDocument } from "./edit.ts";
import { Identifier, Offset, Text } from "./shapes.ts";

export const ReadTextParams = v.object({ documentId: Identifier });
export type ReadTextRequest = v.InferOutput<typeof ReadTextParams>;

/** A message in the text format, cut to four million UTF-16 units. */
export interface DocumentText {
  readonly text: string;
  /** Units that were cut off. */
  readonly omittedLength: number;
  readonly findings: readonly Finding[];
}

export const EditJsonParams = v.object({
  documentId: Identifier,
  /** The JSON of the message; of a buffer with several frames the list of their messages. */
  json: Text,
  /** The JSON that the edit was made to, where the bytes may have changed since; that of the document unless told. */
  base: v.optional(Text),
  /** The frame whose message alone `json` is, counting from 0. */
  frame: v.optional(Offset),
  /** False leaves the lengths of enclosing messages and frames as they are; true unless told. */
  repair: v.optional(v.boolean(), true),
});
export type EditJsonRequest = v.InferInput<typeof EditJsonParams>;

export const ReadFrameJsonParams = v.object({ documentId: Identifier, frame: Offset });
export type ReadFrameJsonRequest = v.InferOutput<typeof ReadFrameJsonParams>;

export interface DocumentTextMethods {
  /** The text format of a document; without a schema its fields are numbers. */
  readText(request: ReadTextRequest): Promise<DocumentText>;
  /**
   * The JSON of the message in one frame, for `editJson`. Rejects with `usage` for a frame that has none, or where no
   * schema says what its bytes mean.
   */
  readFrameJson(request: ReadFrameJsonRequest): Promise<string>;
  /**
   * A new document whose JSON says `json`, made by the smallest patches at any depth: what says the same keeps its bytes,
   * its place and its form, as do unknown fields and gaps. Rejects with `bad-json` and findings where the text does not
   * fit, `usage` for a document without a schema and for a number of messages that is not that of the frames.
   */
  editJson(request: EditJsonRequest): Promise<EditedDocument>;
}
