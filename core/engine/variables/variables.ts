/** Variables in the texts of a request: put in before anything is sent, told as they are typed. */
import { randomUUID } from "node:crypto";
import type { RequestScope, ScopeCache } from "../../collections/scope.ts";
import type { VariableScope } from "../../contract/environments.ts";
import type { CallRequest, SchemaSource, ServerAddress } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import type { Finding } from "../../finding.ts";
import type { Lookup, VariableLookup } from "../../variables/lookup.ts";
import type { PutInText } from "../../variables/put-in.ts";
import { absoluteFiles } from "./absolute-files.ts";
import type { Secrets } from "./secrets.ts";

const scopePart = () => import("../../collections/scope.ts");
const variablesRoom = async () => ({
  ...(await import("../../variables/lookup.ts")),
  ...(await import("../../variables/put-in.ts")),
});

/** Answers of other requests, as `{{login.response.token}}` asks for them. */
export type FindAnswer = (name: string, scope: RequestScope) => Promise<Lookup | undefined>;

/** What a lookup is made with. */
export interface LookupContext {
  readonly secrets: Secrets;
  readonly findAnswer: FindAnswer;
  readonly cache?: ScopeCache;
  /** Names and values of another dotenv file, before those of the collection. */
  readonly dotenv?: ReadonlyMap<string, string>;
}

/** A lookup and the scope it looks in. */
export interface ScopedLookup {
  readonly lookup: VariableLookup;
  readonly scope: RequestScope;
}

/** The lookup of a scope. Rejects with `not-found` for an environment that is not there. */
export async function createLookup(wanted: VariableScope, context: LookupContext): Promise<ScopedLookup> {
  const [{ readScope, readCollectionFile }, { VariableLookup }] = await Promise.all([
    scopePart(),
    variablesRoom(),
  ]);
  const scope = await readScope(wanted, context.cache);
  const { collection, dotenv, secretHolders } = scope;
  const environment = (name: string): string | undefined =>
    context.dotenv?.get(name) ?? dotenv.get(name) ?? process.env[name];
  const outside = {
    now: Date.now,
    random: Math.random,
    uuid: randomUUID,
    file: (path: string) => readCollectionFile(collection, path),
    environment,
    secret: (name: string) =>
      context.secrets.get(collection ?? "", secretHolders.get(name) ?? wanted.environment ?? "", name) ??
      // Secrets of the collection, its folders and requests are the same in every environment.
      context.secrets.get(collection ?? "", "", name) ??
      environment(name) ??
      environment(name.toUpperCase().replace(/\W+/g, "_")),
    answer: (name: string) => context.findAnswer(name, scope),
  };
  // Only what a saved request names is relative to its collection.
  const folder = wanted.file === undefined ? undefined : collection;
  const lookup = new VariableLookup(scope.layers, outside, folder);
  return { lookup, scope };
}

/** A request with its values put in. */
export interface PutInRequest {
  readonly request: CallRequest;
  /** Values that must not be shown. */
  readonly secrets: readonly string[];
  /** The messages with where each value came to stand. */
  readonly messages: readonly PutInText[];
}

/** Puts values into every text of a call. Rejects with `usage` and a finding for each that is not known. */
export async function putInCall(request: CallRequest, lookup: VariableLookup): Promise<PutInRequest> {
  const { putInText } = await variablesRoom();
  const findings: Finding[] = [];
  const secrets: string[] = [];
  const note = (where: string, put: PutInText): string => {
    findings.push(...put.findings.map((finding) => ({ ...finding, path: where })));
    secrets.push(...put.secrets);
    return put.text;
  };
  const plain = async (where: string, text: string): Promise<string> =>
    note(where, await putInText(text, "plain", lookup));
  const server = absoluteFiles(await eachText("target", request.server, plain), lookup.folder);
  const metadata = [];
  for (const entry of request.metadata) {
    const where = `metadata ${entry.name}`;
    metadata.push({
      ...entry,
      name: await plain(where, entry.name),
      value: await plain(where, entry.value),
    });
  }
  const messages: PutInText[] = [];
  for (const [index, text] of request.messages.entries()) {
    const put = await putInText(text, "json", lookup);
    note(request.messages.length === 1 ? "message" : `message ${index + 1}`, put);
    messages.push(put);
  }
  const { authorization, http, options, deadlineText } = request;
  const authorized = authorization && (await eachText("authorization", authorization, plain));
  const asked = http && (await eachText("HTTP request", http, plain));
  const optional = options && (await eachText("options", options, plain));
  const deadline = deadlineText === undefined ? undefined : await plain("deadline", deadlineText);
  refuseUnresolved(findings);
  return {
    request: {
      ...request,
      server,
      metadata,
      messages: messages.map(({ text }) => text),
      ...(authorized && { authorization: authorized }),
      ...(asked && { http: asked }),
      ...(optional && { options: optional }),
      ...(deadline === undefined ? {} : { deadline: await readDeadline(deadline) }),
    },
    secrets,
    messages,
  };
}

async function readDeadline(text: string): Promise<number | undefined> {
  if (text.trim() === "") return undefined;
  const { readTime } = await import("../../collections/deadline.ts");
  const time = readTime(text);
  if (time !== undefined) return time;
  throw new ByteglassError("usage", `The deadline "${text}" is no time.`, {
    hint: "Write a time above zero, such as 5s, 500ms or 2m.",
  });
}

/** The same for the texts of schema sources. */
export async function putInSources(
  sources: readonly SchemaSource[],
  lookup: VariableLookup,
): Promise<SchemaSource[]> {
  return await putInEach("schema source", sources, lookup);
}

/** The same for every text of a value; `what` is what an error calls it. */
export async function putInTexts<Value>(what: string, value: Value, lookup: VariableLookup): Promise<Value> {
  const [put] = await putInEach(what, [value], lookup);
  return put ?? value;
}

/** The same for addresses. */
export async function putInServers(
  servers: readonly ServerAddress[],
  lookup: VariableLookup,
): Promise<ServerAddress[]> {
  return await putInEach("target", servers, lookup);
}

async function putInEach<Value>(
  what: string,
  values: readonly Value[],
  lookup: VariableLookup,
): Promise<Value[]> {
  const { putInText } = await variablesRoom();
  const findings: Finding[] = [];
  const plain = async (where: string, text: string): Promise<string> => {
    const put = await putInText(text, "plain", lookup);
    findings.push(...put.findings.map((finding) => ({ ...finding, path: where })));
    return put.text;
  };
  const outcome = [];
  for (const value of values) {
    outcome.push(absoluteFiles(await eachText(what, value, plain), lookup.folder));
  }
  refuseUnresolved(findings);
  return outcome;
}

/** Throws `usage` with the findings, when there are any: of variables without a value. */
export function refuseUnresolved(findings: readonly Finding[]): void {
  const [first] = findings;
  if (first === undefined) return;
  const message =
    findings.length === 1
      ? `The ${first.path ?? "request"} has a variable without a value: ${placeBelowFirstLine(first)}${first.message}`
      : `${findings.length} variables have no value; nothing was sent.`;
  throw new ByteglassError("usage", message, { hint: first.hint ?? "", findings });
}

/** `line 2, column 19: `; nothing in the first line, which most texts have alone. */
function placeBelowFirstLine({ text }: Finding): string {
  return text === undefined || text.line === 1 ? "" : `line ${text.line}, column ${text.column}: `;
}

/** The same value with every text in it put through `change`. */
export async function eachText<Value>(
  where: string,
  value: Value,
  change: (where: string, text: string) => Promise<string>,
): Promise<Value>;
export async function eachText(
  where: string,
  value: unknown,
  change: (where: string, text: string) => Promise<string>,
): Promise<unknown> {
  if (typeof value === "string") return value.includes("{{") ? await change(where, value) : value;
  if (Array.isArray(value)) {
    const items: unknown[] = [];
    for (const item of value) items.push(await eachText(where, item, change));
    return items;
  }
  if (typeof value !== "object" || value === null) return value;
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value)) entries.push([key, await eachText(where, item, change)]);
  return Object.fromEntries(entries);
}

/** What the engine refused about a message that had values put in, with places in the text as it was typed. */
export async function inTemplate(
  thrown: unknown,
  texts: readonly string[],
  messages: readonly PutInText[],
): Promise<unknown> {
  if (!(thrown instanceof ByteglassError) || thrown.code !== "bad-json") return thrown;
  const index = Number(/^Message (\d+) of/.exec(thrown.message)?.[1] ?? 1) - 1;
  const [text, put] = [texts[index], messages[index]];
  if (text === undefined || put === undefined || put.spans.length === 0) return thrown;
  const { findingsInTemplate } = await variablesRoom();
  const findings = findingsInTemplate(text, put.spans, thrown.findings);
  return new ByteglassError(thrown.code, thrown.message, { ...thrown, findings, cause: thrown });
}
