/** "Which message is this?": parameters, answers and methods. */
import * as v from "valibot";
import { Bytes, Identifier } from "./shapes.ts";

export const MatchTypesParams = v.object({
  operationId: Identifier,
  schemaId: Identifier,
  bytes: Bytes,
  /** Matches to tell; 20 unless told. */
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200))),
});
export type MatchTypesRequest = v.InferOutput<typeof MatchTypesParams>;

/** How well a type explains bytes. */
export interface TypeMatch {
  readonly typeName: string;
  readonly byteLength: number;
  /** Bytes that the type gives a meaning to, without damage, unknown fields and wrong wire types at any depth. */
  readonly explainedByteLength: number;
  /** Of the outermost message: fields (number and wire type) that the type declares, and those it does not. */
  readonly knownFieldCount: number;
  readonly unknownFieldCount: number;
  readonly declaredFieldCount: number;
  /** The codes of what does not fit, such as `unknown-field` and `invalid-utf8`. */
  readonly doubts: readonly string[];
}

export interface MatchMethods {
  /** The types of a schema that explain the bytes best, best first. Empty when none knows any field. */
  matchTypes(request: MatchTypesRequest): Promise<readonly TypeMatch[]>;
}
