import {
  create,
  type DescMessage,
  type FileRegistry,
  type JsonObject,
  type JsonValue,
  type Message,
  mergeFromJson,
  mergeFromJsonString,
} from "@bufbuild/protobuf";
import { CallError, STATUS } from "../call/call-error.ts";
import { setField } from "./field-values.ts";
import { isHttpBody, packHttpBody } from "./http-body.ts";
import { keepDigits } from "./keep-digits.ts";
import type { Route } from "./routes.ts";

/** What an HTTP request brings along: matched path values, query entries in order, and one body. */
export interface RequestParts {
  readonly pathValues: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
  readonly body: Uint8Array;
  readonly contentType: string;
}

/**
 * Makes the request message by the rule: the body first, then query and path, so that the path has the last word.
 * Throws INVALID_ARGUMENT with what does not fit.
 */
export function readRequest(route: Route, parts: RequestParts, registry: FileRegistry): Message {
  const type = route.served.method.input;
  const message = create(type);
  mergeBody(route, type, message, parts, registry);
  merge(type, message, queryJson(route, type, parts), registry);
  merge(type, message, pathJson(type, parts.pathValues), registry);
  return message;
}

function mergeBody(
  route: Route,
  type: DescMessage,
  message: Message,
  parts: RequestParts,
  registry: FileRegistry,
): void {
  if (route.body === "") {
    if (parts.body.length > 0) throw refuse("The request has a body, but this path takes none.");
    return;
  }
  const field =
    route.body === "*" ? undefined : type.fields.find((candidate) => candidate.name === route.body);
  if (isHttpBody(field === undefined ? type : field.message)) {
    const body = packHttpBody(parts.contentType, parts.body);
    merge(type, message, field === undefined ? body : { [field.jsonName]: body }, registry);
    return;
  }
  const text = readText(parts.body);
  if (text.trim() === "") return;
  if (field === undefined) attempt(() => mergeFromJsonString(type, message, text, { registry }));
  else merge(type, message, { [field.jsonName]: parseJson(text) }, registry);
}

function queryJson(route: Route, type: DescMessage, { query, pathValues }: RequestParts): JsonObject {
  return [...new Set(query.keys())].reduce<JsonObject>((json, name) => {
    if (route.body === "*") throw refuse(`${name}: the whole message is in the body, so there is no query.`);
    const first = name.split(".")[0] ?? "";
    const field = type.fields.find((candidate) => candidate.name === first || candidate.jsonName === first);
    if (field !== undefined && field.name === route.body) throw refuse(`${name}: this field is in the body.`);
    if (pathValues.has(name)) throw refuse(`${name}: this field is in the path.`);
    return setField(type, json, name, query.getAll(name));
  }, {});
}

function pathJson(type: DescMessage, values: ReadonlyMap<string, string>): JsonObject {
  return [...values].reduce<JsonObject>((json, [path, text]) => setField(type, json, path, [text]), {});
}

function merge(type: DescMessage, message: Message, json: JsonObject, registry: FileRegistry): void {
  attempt(() => mergeFromJson(type, message, json, { registry }));
}

function parseJson(text: string): JsonValue {
  return attempt(() => JSON.parse(text) as JsonValue);
}

function readText(body: Uint8Array): string {
  return attempt(() => keepDigits(new TextDecoder("utf-8", { fatal: true }).decode(body)));
}

function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    throw refuse(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function refuse(message: string): CallError {
  return new CallError(STATUS.INVALID_ARGUMENT, message);
}
