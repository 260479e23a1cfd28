/** How an input became the bytes of a document, and taking it otherwise. */
import * as v from "valibot";
import { Identifier, Offset } from "./shapes.ts";
import type { DocumentSummary } from "./views.ts";

/** Ways that messages are framed; `raw` is one message without a frame. */
export const FramingSchema = v.picklist([
  "raw",
  "grpc",
  "grpc-web",
  "connect",
  "delimited",
  "confluent",
  "fixed32-big",
  "fixed32-little",
]);
export type Framing = v.InferOutput<typeof FramingSchema>;

/** Takes step `step` of the chain as `form`; the empty form takes the step, and all after it, away. */
export const InputChoiceSchema = v.object({ step: v.pipe(Offset, v.maxValue(64)), form: v.string() });
export type InputChoice = v.InferOutput<typeof InputChoiceSchema>;

/** One way to take a step. */
export interface InputForm {
  /** What `InputChoice.form` names: `hex`, `base64`, `gzip`, `grpc` … */
  readonly form: string;
  /** `base64`, `varint-delimited, 2 messages`. */
  readonly label: string;
  /** The first bytes that it gives, in hex; of a framing, of its first message. */
  readonly preview: string;
}

/** One step from the input to the bytes of the document. */
export interface InputStep {
  /** `source` is what was given (a file, bytes), as it is or, by its form, as a text that it holds. */
  readonly kind: "source" | "text" | "decompression" | "framing";
  readonly form: string;
  /** The same as in `DocumentSummary.steps`: `pasted hex, 9 characters`, `gunzip 61 B`. Empty for bytes without a name. */
  readonly label: string;
  /** Bytes before and after the step; before a text form, UTF-16 units. */
  readonly inputLength: number;
  readonly outputLength: number;
  /** False for what was given and for the form of a text: there are no bytes without it. */
  readonly removable: boolean;
  /** Other forms that also fit, likeliest first, the one in use left out. */
  readonly alternatives: readonly InputForm[];
}

export const ReinspectParams = v.object({
  documentId: Identifier,
  /** In place of those that the document was made with; absent keeps them. */
  choices: v.optional(v.pipe(v.array(InputChoiceSchema), v.maxLength(64))),
  framing: v.optional(v.union([v.literal("auto"), FramingSchema])),
  schemaId: v.optional(Identifier),
  /** Reads the messages as this type; the empty name as no type. Absent keeps the type. */
  typeName: v.optional(v.pipe(v.string(), v.maxLength(1024))),
});
export type ReinspectRequest = v.InferOutput<typeof ReinspectParams>;

export interface InputMethods {
  /** A new document from the input of another, taken otherwise. Rejects with `usage` for a form that does not fit. */
  reinspect(request: ReinspectRequest): Promise<DocumentSummary>;
}
