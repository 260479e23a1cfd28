/** Saved requests as calls: their variables, their schema, the answers of other requests that they read. */
import { dirname, join } from "node:path";
import type { ReceivedMessage } from "../../assertions/facts.ts";
import type { RequestScope, ScopeCache } from "../../collections/scope.ts";
import type { CollectionItem, SavedRequest } from "../../contract/collections.ts";
import type { Variable } from "../../contract/environments.ts";
import type { CallRequest, SchemaSource, ServerAddress } from "../../contract/params.ts";
import type { CallRecord } from "../../contract/views.ts";
import { ByteglassError } from "../../error.ts";
import { readAnswerName } from "../../variables/answer-name.ts";
import type { Lookup, VariableLookup } from "../../variables/lookup.ts";
import { receivedMessages } from "../calls/received-messages.ts";
import { receivedOf, runScopedCall } from "../calls/scoped-call.ts";
import { createIdentifiers } from "../identifiers.ts";
import type { Parts } from "../parts.ts";
import type { Secrets } from "../variables/secrets.ts";
import { createLookup, putInSources } from "../variables/variables.ts";
import { type Answers, type KeptAnswer, readAnswer } from "./answers.ts";
import { deadlineOf, messageTexts, readRequest, reflectionOf, serverOf } from "./saved-request.ts";

const openCollectionPart = () => import("../../collections/open-collection.ts");
const scopePart = () => import("../../collections/scope.ts");

/** What the requests of one run share. */
export interface RunContext {
  readonly environment: string | undefined;
  readonly overrides: readonly Variable[];
  readonly dotenv: ReadonlyMap<string, string>;
  readonly answers: Answers;
  /** Answers that are kept longer than those; without it they are got anew, as a run does. */
  readonly earlier?: (file: string, environment: string) => Promise<KeptAnswer | undefined>;
  readonly cache: ScopeCache;
  /** Schemas that were opened, by their sources. */
  readonly schemas: Map<string, Promise<string>>;
  /** Items of collections, by their folder. */
  readonly trees: Map<string, Promise<readonly CollectionItem[]>>;
  readonly signal: AbortSignal;
  /** Calls under way for requests that others wait for. */
  readonly running: Map<string, Promise<SavedCall>>;
}

/** A saved request that was sent. */
export interface SavedCall {
  readonly request: SavedRequest;
  readonly sent: CallRequest;
  readonly record: CallRecord;
  readonly messages: readonly ReceivedMessage[];
  readonly secrets: readonly string[];
}

/** What saved calls are made with. */
export interface SavedCallParts {
  readonly parts: Parts;
  readonly secrets: Secrets;
  /** Opens a schema and answers with its id. */
  readonly openSchema: (sources: SchemaSource[], signal: AbortSignal) => Promise<string>;
}

/** Requests that wait for requests that wait for requests. */
const maximumChain = 16;

/** Sends saved requests. */
export class SavedCalls {
  readonly #with: SavedCallParts;
  /** Calls at the same time are told apart by their ids. */
  readonly #nextId = createIdentifiers("saved");

  constructor(parts: SavedCallParts) {
    this.#with = parts;
  }

  /** A context for one run. */
  async context(
    given: Pick<RunContext, "environment" | "overrides" | "dotenv" | "answers" | "earlier" | "signal">,
  ): Promise<RunContext> {
    const { createScopeCache } = await scopePart();
    return { ...given, cache: createScopeCache(), schemas: new Map(), trees: new Map(), running: new Map() };
  }

  /** The lookup of a request in a run; `chain` holds the files of requests that wait for this one. */
  async lookup(
    wanted: {
      readonly collection?: string | undefined;
      readonly file?: string | undefined;
      readonly request?: readonly Variable[] | undefined;
    },
    run: RunContext,
    chain: readonly string[] = [],
    mayRun = true,
  ): Promise<{ readonly lookup: VariableLookup; readonly scope: RequestScope }> {
    const { collection, file, request } = wanted;
    const scope = {
      ...(collection === undefined ? {} : { collection }),
      ...(file === undefined ? {} : { file }),
      ...(request === undefined ? {} : { request: [...request] }),
      ...(run.environment === undefined ? {} : { environment: run.environment }),
      overrides: [...run.overrides],
    };
    return await createLookup(scope, {
      secrets: this.#with.secrets,
      cache: run.cache,
      dotenv: run.dotenv,
      findAnswer: (name, found) => this.#findAnswer(name, found, file, run, chain, mayRun),
    });
  }

  /**
   * Sends the request of a file, which is read unless `known` has what it says. Rejects with a `ByteglassError` when
   * nothing could be sent.
   */
  async send(
    file: string,
    run: RunContext,
    { chain = [], known }: { readonly chain?: readonly string[]; readonly known?: SavedRequest } = {},
  ): Promise<SavedCall> {
    const request = known ?? (await readRequest(file));
    const { lookup, scope } = await this.lookup({ file, request: request.variables ?? [] }, run, [
      ...chain,
      file,
    ]);
    const server = serverOf(request);
    const schemaId = await this.#schemaOf(request, server, scope, lookup, run);
    const deadline = await deadlineOf(request, lookup);
    const call: CallRequest = {
      operationId: this.#nextId(),
      schemaId,
      method: request.method,
      channel: request.channel ?? "grpc",
      server,
      messages: messageTexts(request),
      metadata: [...scope.metadata, ...request.metadata]
        .filter(({ disabled }) => disabled !== true)
        .map(({ name, value }) => ({ name, value })),
      ...(deadline === undefined ? {} : { deadline }),
      ...(request.binding === undefined ? {} : { binding: request.binding }),
      ...(request.options && { options: request.options }),
      ...(request.authorization && { authorization: request.authorization }),
      scope: {
        file,
        ...(scope.collection === undefined ? {} : { collection: scope.collection }),
        ...(run.environment === undefined ? {} : { environment: run.environment }),
      },
    };
    const { signal } = run;
    const ended = await runScopedCall(this.#with.parts, {
      request: call,
      lookup,
      signal,
      onEvent: () => undefined,
      isLookedAt: false,
    });
    const messages = await receivedMessages(this.#with.parts, receivedOf(ended.record)).finally(() =>
      this.#with.parts.recordings.release(call.operationId),
    );
    const { status, headers, trailers } = ended.record;
    run.answers.set(file, run.environment ?? "", {
      statusName: status.name,
      headers,
      trailers,
      messages: messages.map(({ json }) => json),
    });
    return { ...ended, request, messages };
  }

  async #schemaOf(
    request: SavedRequest,
    server: ServerAddress,
    scope: RequestScope,
    lookup: VariableLookup,
    run: RunContext,
  ): Promise<string> {
    const { absoluteSources } = await scopePart();
    const own = request.sources && absoluteSources(request.sources, scope.collection ?? ".");
    const wanted = own ?? (scope.sources.length > 0 ? scope.sources : [reflectionOf(server, request)]);
    const sources = await putInSources(wanted, lookup);
    const key = JSON.stringify(sources);
    const open = run.schemas.get(key) ?? this.#with.openSchema(sources, run.signal);
    run.schemas.set(key, open);
    return await open;
  }

  /** A field of the answer of another request: one that is kept, or one that is got now. */
  async #findAnswer(
    name: string,
    scope: RequestScope,
    from: string | undefined,
    run: RunContext,
    chain: readonly string[],
    mayRun: boolean,
  ): Promise<Lookup | undefined> {
    const wanted = readAnswerName(name);
    if (wanted === undefined || scope.collection === undefined) return undefined;
    const file = await fileOf(wanted.request, scope.collection, from, run);
    if (file === undefined) return undefined;
    const environment = run.environment ?? "";
    const kept = run.answers.get(file, environment) ?? (await run.earlier?.(file, environment));
    if (kept !== undefined) return readAnswer(wanted, kept, file);
    if (!mayRun) {
      return {
        missing: {
          code: "answer-not-yet",
          message: `the answer of ${wanted.request} is not there yet`,
          hint: "Its request is sent first, by itself.",
        },
      };
    }
    if (chain.includes(file) || chain.length >= maximumChain) {
      const circle = [...chain.slice(Math.max(0, chain.indexOf(file))), file].map(shortName).join(" → ");
      return {
        missing: {
          code: "variable-cycle",
          message: `{{${name}}} waits for itself: ${circle}`,
          hint: "Let one of these requests do without the answer of the other.",
        },
      };
    }
    return readAnswer(wanted, await this.#answerOf(file, wanted.request, run, chain), file);
  }

  async #answerOf(file: string, name: string, run: RunContext, chain: readonly string[]) {
    const waiting = run.running.get(file) ?? this.send(file, run, { chain });
    run.running.set(file, waiting);
    const { record, messages: received } = await waiting.finally(() => run.running.delete(file));
    const messages = received.map(({ json }) => json);
    const { status, headers, trailers } = record;
    if (status.code === 0) return { statusName: status.name, headers, trailers, messages };
    throw new ByteglassError(
      "usage",
      `The request ${name}, whose answer is read here, ended with ${status.name}: ${status.message}`,
      { hint: status.hint || "Send it by itself to see more." },
    );
  }
}

/** The file of a request by its id, with or without the folder it is in, or by its name. */
async function fileOf(
  name: string,
  collection: string,
  from: string | undefined,
  run: RunContext,
): Promise<string | undefined> {
  const known = run.trees.get(collection) ?? readItems(collection);
  run.trees.set(collection, known);
  const requests = (await known).filter(({ kind }) => kind === "request");
  const here = from === undefined ? collection : dirname(from);
  const paths = [here, collection].flatMap((folder) => [
    join(folder, `${name}.yml`),
    join(folder, `${name}.yaml`),
  ]);
  const byPath = paths.map((path) => requests.find((item) => item.path === path)).find(Boolean);
  return (byPath ?? requests.find((item) => item.name === name))?.path;
}

async function readItems(collection: string): Promise<readonly CollectionItem[]> {
  const { openCollectionFolder } = await openCollectionPart();
  return (await openCollectionFolder(collection)).items;
}

function shortName(file: string): string {
  return file.replace(/^.*[\\/]/, "").replace(/\.ya?ml$/, "");
}
