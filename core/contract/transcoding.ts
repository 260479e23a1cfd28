/** HTTP + JSON explained: what of a message goes where in a request, and which message a URL is. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import { VariableScopeSchema } from "./environments.ts";
import { Identifier, Offset, Text } from "./shapes.ts";

export const ExplainBindingParams = v.object({
  schemaId: Identifier,
  /** `pkg.Service/Method`. */
  method: Identifier,
  json: Text,
  /** 0 is the rule itself, 1… its additional bindings; absent takes the first that fits, as a call does. */
  binding: v.optional(Offset),
  /** Where `{{name}}` in the message is looked up; absent leaves it as it is. */
  scope: v.optional(VariableScopeSchema),
});
export const ReadUrlParams = v.object({
  schemaId: Identifier,
  /** Only this method's rules; absent looks through the whole schema. */
  method: v.optional(Identifier),
  /** An address or a path with its query; a verb may stand before it: `POST https://api.test/v1/models:find?top=5`. */
  url: v.pipe(v.string(), v.minLength(1), v.maxLength(1024 * 1024)),
  /** The body of the request; absent when it has none. */
  body: v.optional(Text),
  /** Where `{{name}}` in URL and body is looked up; absent leaves them as they are. */
  scope: v.optional(VariableScopeSchema),
});
export type ExplainBindingRequest = v.InferOutput<typeof ExplainBindingParams>;
export type ReadUrlRequest = v.InferOutput<typeof ReadUrlParams>;

/** One field, and where it stands in the request. */
export interface PlacedField {
  /** `leaf.text`, by `.proto` names. */
  readonly field: string;
  readonly place: "path" | "query" | "body";
  /** As it is in the message; JSON where it is in the body. Bounded to 200 characters. */
  readonly value: string;
}

/** A rule of a method beside the one that is used. */
export interface OtherBinding {
  readonly binding: number;
  readonly rule: string;
  /** Why it cannot carry the message; empty when it could. */
  readonly refusal: string;
}

/** The request that carries a message. */
export interface BindingExplanation {
  readonly binding: number;
  /** `POST /v1/{name=models/*}:predict` */
  readonly rule: string;
  /** `*`, a field, or empty: what the rule says of the body and of the answer's. */
  readonly ruleBody: string;
  readonly ruleResponseBody: string;
  readonly method: string;
  /** Path and query, encoded. */
  readonly url: string;
  /** Compact JSON; absent when the request has no body, and where its body is raw (`google.api.HttpBody`). */
  readonly body?: string;
  /** What the body is; absent when the request has none. */
  readonly contentType?: string;
  readonly fields: readonly PlacedField[];
  readonly others: readonly OtherBinding[];
  readonly findings: readonly Finding[];
}

/** The message that a URL is. */
export interface UrlReading {
  /** `pkg.Service/Method`. */
  readonly method: string;
  readonly binding: number;
  readonly rule: string;
  /** Laid out. */
  readonly json: string;
  readonly fields: readonly PlacedField[];
  /** What stands before the rule's path, such as `/api`; empty for nothing. */
  readonly basePath: string;
  /** Parameters that are no fields, values that do not fit. */
  readonly findings: readonly Finding[];
}

/** Explaining HTTP + JSON. */
export interface TranscodingMethods {
  /** Rejects with `no-binding` as the call would, and with `bad-json`. */
  explainBinding(request: ExplainBindingRequest): Promise<BindingExplanation>;
  /** Rejects with `not-found` when no rule has this form, naming the nearest. */
  readUrl(request: ReadUrlRequest): Promise<UrlReading>;
}
