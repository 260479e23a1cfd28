/** Runs of saved requests: parameters, what is told meanwhile, the report. */
import * as v from "valibot";
import type { ErrorRecord } from "../error.ts";
import type { Finding } from "../finding.ts";
import type { AssertionResult } from "./assertions.ts";
import { VariableSchema } from "./environments.ts";
import { Identifier, Path } from "./shapes.ts";

export const RunCollectionParams = v.object({
  /** Chosen by the face; names the run in events and in `cancel`. */
  operationId: Identifier,
  /** Collections, folders in them, or request files; run in this order. */
  paths: v.pipe(v.array(Path), v.minLength(1)),
  environment: v.optional(v.string()),
  /** Over all other variables. */
  variables: v.array(VariableSchema),
  /** A text that has to occur in the name, the id, the method or a tag. */
  filter: v.optional(v.string()),
  /** Requests at the same time; 1 unless told. */
  concurrency: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(256))),
  /** True ends the run with the first request that does not pass. */
  bail: v.optional(v.boolean()),
  /** A dotenv file with secrets, beside the `.env` of the collection. */
  dotenvFile: v.optional(Path),
});
export type RunCollectionRequest = v.InferOutput<typeof RunCollectionParams>;

/** How a request of a run ended. `error` was not sent. One that says nothing of the status expects OK. */
export type RunOutcome = "passed" | "failed" | "error" | "skipped";

/** One request of a run. */
export interface RequestResult {
  /** Place in the run, from 0. */
  readonly index: number;
  /** The path below the collection. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly collection: string;
  readonly outcome: RunOutcome;
  readonly method: string;
  readonly target: string;
  /** gRPC code and its name, absent when nothing was sent. */
  readonly statusCode?: number;
  readonly statusName?: string;
  readonly statusMessage?: string;
  /** ms. */
  readonly duration: number;
  readonly requestByteLength: number;
  readonly responseByteLength: number;
  readonly assertions: readonly AssertionResult[];
  /** Why nothing was sent. Secrets are masked. */
  readonly error?: ErrorRecord;
}

/** A run that has ended. */
export interface RunReport {
  readonly startedAt: string;
  /** ms. */
  readonly duration: number;
  readonly environment: string;
  readonly results: readonly RequestResult[];
  readonly counts: Readonly<Record<RunOutcome, number>>;
  /** Assertions of all requests. */
  readonly assertionCounts: { readonly passed: number; readonly failed: number };
  /** What is wrong with the collections themselves. */
  readonly findings: readonly Finding[];
}

/** What a run tells meanwhile. */
export type RunEvent =
  | { readonly kind: "planned"; readonly total: number; readonly ids: readonly string[] }
  | { readonly kind: "started"; readonly index: number; readonly id: string; readonly file: string }
  | { readonly kind: "ended"; readonly result: RequestResult };

/** What a face can ask about runs. */
export interface RunnerMethods {
  /** Runs requests to their end. A failed one is a result; rejects only when there is nothing to run. */
  runCollection(request: RunCollectionRequest): Promise<RunReport>;
}
