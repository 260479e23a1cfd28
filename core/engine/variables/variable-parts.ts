/** What lives in an engine for variables, and the calls of a face that use them. */
import type { VariableScope } from "../../contract/environments.ts";
import type { OpenSchemaRequest, SchemaSource } from "../../contract/params.ts";
import type { CallRecord } from "../../contract/views.ts";
import type { VariableLookup } from "../../variables/lookup.ts";
import { receivedMessages } from "../calls/received-messages.ts";
import { receivedOf, runScopedCall, type ScopedCall } from "../calls/scoped-call.ts";
import { type Answers, createAnswers } from "../collections/answers.ts";
import { type RunContext, SavedCalls } from "../collections/saved-calls.ts";
import type { Parts } from "../parts.ts";
import { readSchemaSources } from "../schemas/schema-sources.ts";
import { createSecrets, type Secrets } from "./secrets.ts";
import { putInSources, putInTexts, type ScopedLookup } from "./variables.ts";

/** Messages of an answer that is kept for other requests: who reads a field of a longer stream runs it anew. */
const maximumKeptMessages = 10_000;

/** What lives in an engine for its variables. */
export interface VariableParts {
  readonly secrets: Secrets;
  readonly answers: Answers;
  /** Answers of earlier sessions, out of the history. */
  readonly earlier: NonNullable<RunContext["earlier"]>;
  readonly savedCalls: SavedCalls;
}

/** Nothing is known yet. */
export function createVariableParts(parts: Parts): VariableParts {
  const secrets = createSecrets();
  const savedCalls = new SavedCalls({
    parts,
    secrets,
    openSchema: async (sources, signal) => {
      const request = { operationId: "saved", sources };
      const { grpc } = parts.channels;
      const read = await readSchemaSources(request, { grpc, signal, onStage: () => undefined });
      return (await parts.schemas.add(read, {})).schemaId;
    },
  });
  return {
    secrets,
    answers: createAnswers(),
    earlier: (file, environment) => parts.history.lastAnswer(file, environment),
    savedCalls,
  };
}

/** The lookup of a scope that a face names. With `mayRun`, requests whose answers are read are sent. */
export async function scopedLookup(
  { answers, earlier, savedCalls }: VariableParts,
  { collection, file, environment, request, overrides = [] }: VariableScope,
  mayRun: boolean,
  signal: AbortSignal,
): Promise<ScopedLookup> {
  const run = await savedCalls.context({
    environment,
    overrides,
    dotenv: new Map(),
    answers,
    earlier,
    signal,
  });
  const chain = file === undefined ? [] : [file];
  return await savedCalls.lookup({ collection, file, request }, run, chain, mayRun);
}

/** A lookup for a text that is being typed: nothing is sent for it. */
export async function typedLookup(
  variables: VariableParts,
  scope: VariableScope | undefined,
): Promise<VariableLookup | undefined> {
  if (scope === undefined) return undefined;
  return (await scopedLookup(variables, scope, false, new AbortController().signal)).lookup;
}

/** The sources of a schema with their variables put in. */
export async function scopedSources(
  variables: VariableParts,
  { sources, scope }: OpenSchemaRequest,
  signal: AbortSignal,
): Promise<SchemaSource[]> {
  if (scope === undefined) return sources;
  return await putInSources(sources, (await scopedLookup(variables, scope, true, signal)).lookup);
}

/** A request to a server, with the variables in every text of it put in. */
export async function scopedRequest<Request extends { readonly scope?: VariableScope | undefined }>(
  variables: VariableParts,
  request: Request,
  signal: AbortSignal,
): Promise<Omit<Request, "scope">> {
  const { scope, ...texts } = request;
  if (scope === undefined) return texts;
  return await putInTexts("request", texts, (await scopedLookup(variables, scope, true, signal)).lookup);
}

/** A call that a face asks for. Its answer is kept for other requests when the call is of a saved one. */
export async function runTypedCall(
  parts: Parts,
  variables: VariableParts,
  call: Omit<ScopedCall, "lookup">,
): Promise<CallRecord> {
  const { scope } = call.request;
  const lookup = scope && (await scopedLookup(variables, scope, true, call.signal)).lookup;
  const { record } = await runScopedCall(parts, { ...call, ...(lookup && { lookup }) });
  if (scope?.file !== undefined && record.receivedCount <= maximumKeptMessages) {
    const { status, headers, trailers } = record;
    const received = await receivedMessages(parts, receivedOf(record));
    const messages = received.map(({ json }) => json);
    variables.answers.set(scope.file, scope.environment ?? "", {
      statusName: status.name,
      headers,
      trailers,
      messages,
    });
  }
  return record;
}
