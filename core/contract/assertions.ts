/** What a request expects of its answer: the shapes of assertions and of their outcomes. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import { MetadataEntrySchema } from "./params.ts";
import { Identifier, Offset, Text } from "./shapes.ts";

/** Operators of a check. `exists` and the like take no value; all others compare with one. */
export const OperatorSchema = v.picklist([
  "eq",
  "neq",
  "lt",
  "lte",
  "gt",
  "gte",
  "between",
  "in",
  "notIn",
  "contains",
  "notContains",
  "startsWith",
  "endsWith",
  "matches",
  "notMatches",
  "length",
  "exists",
  "notExists",
  "isEmpty",
  "isNotEmpty",
  "isTrue",
  "isFalse",
  "isNull",
  "ascending",
  "descending",
]);

/** One thing that has to be true of an answer. */
export const AssertionSchema = v.variant("kind", [
  /**
   * A part of the answer against a value: `status eq OK`, `latency lt 200`, `trailers.x-id exists`,
   * `message.outputs[0].id eq out-1`, `messages.count gte 3`, `messages[*].sequence ascending`.
   */
  v.object({
    kind: v.literal("check"),
    expression: Text,
    operator: v.string(),
    value: v.optional(Text),
    disabled: v.optional(v.boolean()),
  }),
  /** A CEL expression that has to be true. */
  v.object({ kind: v.literal("cel"), expression: Text, disabled: v.optional(v.boolean()) }),
  /** The decoded messages of the answer, as JSON, compared as protobuf compares: not as text. */
  v.object({
    kind: v.literal("snapshot"),
    messages: v.array(Text),
    /** Paths that are not compared: `outputs[*].id`. */
    ignore: v.optional(v.array(v.string())),
    /** How far floats may be apart, relative to the larger one; absent means the last digits of a float. */
    tolerance: v.optional(v.pipe(v.number(), v.minValue(0))),
    /** True tells a field that is absent from one with its default value, where the schema can. */
    presence: v.optional(v.boolean()),
    disabled: v.optional(v.boolean()),
  }),
]);
export type Assertion = v.InferOutput<typeof AssertionSchema>;

/** One difference between an expected and a received message. */
export interface FieldDifference {
  /** `outputs[0].id`. */
  readonly path: string;
  readonly kind: "changed" | "missing" | "unexpected";
  /** One line each, as JSON; empty where there is nothing. */
  readonly expected: string;
  readonly got: string;
}

/** How an assertion ended. */
export interface AssertionResult {
  readonly assertion: Assertion;
  /** `refused` could not be tried: an expression that is none, an operator that is not known. */
  readonly outcome: "passed" | "failed" | "refused" | "skipped";
  /** One sentence that names the assertion: `status eq OK`. */
  readonly title: string;
  /** What the answer should have been and what it was, in one line each; empty when it passed. */
  readonly expected: string;
  readonly got: string;
  /** Field by field, for a snapshot. Bounded; the last one counts those left out. */
  readonly differences: readonly FieldDifference[];
  /** Why it was refused. */
  readonly findings: readonly Finding[];
}

/** The answer of a call, by the documents that hold its messages. */
const AnswerSchema = v.object({
  method: Identifier,
  statusCode: Offset,
  statusMessage: v.string(),
  headers: v.array(MetadataEntrySchema),
  trailers: v.array(MetadataEntrySchema),
  /** ms. */
  duration: v.number(),
  requestByteLength: Offset,
  responseByteLength: Offset,
  /** Ids of the documents of the messages that came, in order. */
  received: v.array(Identifier),
  /** Messages that came, those included that are no documents and are read out of the recording. */
  receivedCount: v.optional(Offset),
  recordingId: v.optional(Identifier),
  sentCount: Offset,
});

export const CheckAnswerParams = v.object({
  schemaId: Identifier,
  assertions: v.array(AssertionSchema),
  answer: AnswerSchema,
});
export type CheckAnswerRequest = v.InferOutput<typeof CheckAnswerParams>;

export const FindAssertionFaultsParams = v.object({ assertions: v.array(AssertionSchema) });
export type FindAssertionFaultsRequest = v.InferOutput<typeof FindAssertionFaultsParams>;

/** What a face can ask about assertions. */
export interface AssertionMethods {
  /** Holds the assertions to an answer whose documents are still kept. Rejects with `not-found` otherwise. */
  checkAnswer(request: CheckAnswerRequest): Promise<readonly AssertionResult[]>;
  /** Those that no answer can be held to, before there is one: `refused` at their index, undefined at that of others. */
  findAssertionFaults(request: FindAssertionFaultsRequest): Promise<readonly (AssertionResult | undefined)[]>;
}
