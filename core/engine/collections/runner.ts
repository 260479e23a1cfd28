/** Runs of saved requests: one after another or several at the same time, each held to its assertions. */

import type { Assertion, AssertionResult } from "../../contract/assertions.ts";
import {
  type RequestResult,
  RunCollectionParams,
  type RunCollectionRequest,
  type RunEvent,
  type RunnerMethods,
  type RunOutcome,
  type RunReport,
} from "../../contract/runner.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import type { VariableParts } from "../variables/variable-parts.ts";
import { createAnswers } from "./answers.ts";
import { factsOf } from "./assertions.ts";
import { type PlannedRequest, planRun } from "./run-plan.ts";
import type { RunContext, SavedCall } from "./saved-calls.ts";

const assertionsRoom = () => import("../../assertions/check.ts");
const scopePart = () => import("../../collections/scope.ts");
const maskPart = () => import("../../variables/mask.ts");

/** The method. */
export function runnerMethods(parts: Parts, variables: VariableParts): RunnerMethods {
  return {
    runCollection: door("runCollection", RunCollectionParams, (request) =>
      parts.operations.run(request.operationId, async (signal) => {
        const run = new Run(parts, variables, request, signal);
        return await run.toItsEnd();
      }),
    ),
  };
}

class Run {
  readonly #parts: Parts;
  readonly #variables: VariableParts;
  readonly #request: RunCollectionRequest;
  readonly #signal: AbortSignal;
  readonly #results: RequestResult[] = [];
  #stopped = false;

  constructor(parts: Parts, variables: VariableParts, request: RunCollectionRequest, signal: AbortSignal) {
    this.#parts = parts;
    this.#variables = variables;
    this.#request = request;
    this.#signal = signal;
  }

  async toItsEnd(): Promise<RunReport> {
    const { environment = "", concurrency = 1, filter } = this.#request;
    const startedAt = new Date().toISOString();
    const started = performance.now();
    const { requests, findings } = await planRun(this.#request);
    if (requests.length === 0) throw nothingToRun(filter, findings);
    const context = await this.#context();
    this.#tell({ kind: "planned", total: requests.length, ids: requests.map(({ id }) => id) });
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < requests.length; index = next++) {
        const request = requests[index];
        if (request !== undefined) await this.#one(request, index, context);
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, requests.length) }, work));
    const results = this.#results.sort((left, right) => left.index - right.index);
    return {
      startedAt,
      duration: performance.now() - started,
      environment,
      results,
      counts: countOutcomes(results),
      assertionCounts: countAssertions(results),
      findings,
    };
  }

  async #context(): Promise<RunContext> {
    const { environment, variables, dotenvFile } = this.#request;
    const dotenv = new Map<string, string>();
    if (dotenvFile !== undefined) await (await scopePart()).addDotenv(dotenvFile, dotenv, true);
    return await this.#variables.savedCalls.context({
      environment,
      overrides: variables,
      dotenv,
      answers: createAnswers(),
      signal: this.#signal,
    });
  }

  async #one(request: PlannedRequest, index: number, context: RunContext): Promise<void> {
    const { id, file } = request;
    let result: RequestResult;
    if (this.#stopped || this.#signal.aborted) result = unsent(request, index, "skipped");
    else {
      this.#tell({ kind: "started", index, id, file });
      result = await this.#send(request, index, context);
    }
    if (this.#request.bail === true && result.outcome !== "passed") this.#stopped = true;
    this.#results.push(result);
    this.#tell({ kind: "ended", result });
  }

  async #send(request: PlannedRequest, index: number, context: RunContext): Promise<RequestResult> {
    try {
      if (request.findings.length > 0) throw unreadable(request);
      const { file, request: known } = request;
      const call = await this.#variables.savedCalls.send(file, context, known && { known });
      return await this.#held(request, index, call);
    } catch (thrown) {
      const error = ByteglassError.from(thrown);
      if (error.code === "cancelled") return unsent(request, index, "skipped");
      return { ...unsent(request, index, "error"), error: error.toRecord() };
    }
  }

  async #held(planned: PlannedRequest, index: number, call: SavedCall): Promise<RequestResult> {
    const { record, sent, secrets, request, messages } = call;
    const [{ checkAssertions }, { masker }] = await Promise.all([assertionsRoom(), maskPart()]);
    const facts = await factsOf(this.#parts.schemas.get(sent.schemaId), record, messages);
    const assertions = checkAssertions(withStatus(request.assertions ?? []), facts);
    for (const { documentId } of [...record.sent, ...record.received]) {
      this.#parts.documents.release(documentId);
    }
    const isSound = assertions.every(({ outcome }) => outcome === "passed" || outcome === "skipped");
    return masker(secrets)({
      ...unsent(planned, index, isSound ? "passed" : "failed"),
      target: record.target,
      method: record.method,
      statusCode: record.status.code,
      statusName: record.status.name,
      statusMessage: record.status.message,
      duration: record.duration,
      requestByteLength: record.requestByteLength,
      responseByteLength: record.responseByteLength,
      assertions,
    });
  }

  #tell(event: RunEvent): void {
    this.#parts.tell({ kind: "run", operationId: this.#request.operationId, event });
  }
}

/** A request that says nothing of its status expects OK. */
function withStatus(assertions: readonly Assertion[]): readonly Assertion[] {
  const says = assertions.some((assertion) => {
    if (assertion.disabled === true || assertion.kind === "snapshot") return false;
    return /\b(status|statusCode|code)\b/.test(assertion.expression);
  });
  return says
    ? assertions
    : [{ kind: "check", expression: "status", operator: "eq", value: "OK" }, ...assertions];
}

function unsent(
  { id, name, file, collection, method }: PlannedRequest,
  index: number,
  outcome: RunOutcome,
): RequestResult {
  return {
    index,
    id,
    name,
    file,
    collection,
    outcome,
    method,
    target: "",
    duration: 0,
    requestByteLength: 0,
    responseByteLength: 0,
    assertions: [],
  };
}

function unreadable({ file, findings }: PlannedRequest): ByteglassError {
  return new ByteglassError("bad-text", `${file} is no request that can be sent.`, {
    hint: findings[0]?.hint ?? "Correct the file.",
    findings,
  });
}

function nothingToRun(filter: string | undefined, findings: readonly Finding[]): ByteglassError {
  const message =
    filter === undefined
      ? "There is no request to run."
      : `No request has "${filter}" in its name, id, method or tags.`;
  return new ByteglassError("usage", message, {
    hint: "Name a collection, a folder or a request that has some, and filter by a part of a name (--filter TEXT).",
    findings,
  });
}

function countOutcomes(results: readonly RequestResult[]): RunReport["counts"] {
  const counts = { passed: 0, failed: 0, error: 0, skipped: 0 };
  for (const { outcome } of results) counts[outcome]++;
  return counts;
}

function countAssertions(results: readonly RequestResult[]): RunReport["assertionCounts"] {
  const all = results.flatMap(({ assertions }): readonly AssertionResult[] => assertions);
  const passed = all.filter(({ outcome }) => outcome === "passed").length;
  const failed = all.filter(({ outcome }) => outcome === "failed" || outcome === "refused").length;
  return { passed, failed };
}
