/** A schema from samples: parameters, answers and methods. */
import * as v from "valibot";
import { Identifier } from "./shapes.ts";

const Name = v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9_]{0,127}$/));
const PackageName = v.pipe(v.string(), v.regex(/^([A-Za-z_]\w*(\.[A-Za-z_]\w*)*)?$/), v.maxLength(512));

export const InferSchemaParams = v.object({
  /** Documents that are all samples of one message type. */
  samples: v.pipe(v.array(Identifier), v.minLength(1), v.maxLength(10_000)),
  packageName: v.optional(PackageName),
  /** `Message` unless told. */
  messageName: v.optional(Name),
  /** Field names by path of numbers: `3.1` is field 1 of the message in field 3. */
  names: v.optional(v.record(v.pipe(v.string(), v.regex(/^\d+(\.\d+)*$/)), Name)),
});
export type InferSchemaRequest = v.InferOutput<typeof InferSchemaParams>;

/** One field of an inferred schema. */
export interface InferredField {
  /** Field numbers from the outermost message, joined by dots. */
  readonly path: string;
  readonly name: string;
  readonly typeName: string;
  readonly repeated: boolean;
  /** In all samples together. */
  readonly occurrences: number;
  /** What to know before trusting it, such as `only 0 and 1: bool?`. */
  readonly remarks: readonly string[];
}

/** `.proto` source that compiles and reads every sample. */
export interface InferredSchema {
  readonly source: string;
  readonly fields: readonly InferredField[];
}

export interface InferMethods {
  /** Writes the `.proto` that the samples speak for. Rejects with `too-large` beyond 64 MiB of samples. */
  inferSchema(request: InferSchemaRequest): Promise<InferredSchema>;
}
