import type { DescMethod } from "@bufbuild/protobuf";
import { concatBytes } from "../../wire/concat-bytes.ts";
import { eachField, lenPayloads } from "../raw/fields.ts";

/** One `google.api.HttpRule`, as it was written. */
export interface HttpRule {
  /** `GET`, `PUT`, `POST`, `DELETE`, `PATCH`, or the kind of a custom pattern as it stands. */
  readonly method: string;
  /** The path template: `/v1/{name=models/*}:predict`. */
  readonly path: string;
  /** `*`, a field name, or empty. */
  readonly body: string;
  /** A field name, or empty for the whole message. */
  readonly responseBody: string;
  readonly additionalBindings: readonly HttpRule[];
}

/** `extend google.protobuf.MethodOptions { HttpRule http = 72295728; }` */
const httpFieldNumber = 72295728;

/** Additional bindings may not have bindings of their own; deeper nesting is damage or mischief. */
const maxDepth = 4;

/** Methods by the tags of the patterns that stand for them: `number << 3 | wire type`, as all tags. */
const patternMethods = new Map([
  [18, "GET"],
  [26, "PUT"],
  [34, "POST"],
  [42, "DELETE"],
  [50, "PATCH"],
]);
const RULE = { body: 58, customPattern: 66, additionalBinding: 90, responseBody: 98 } as const;
const CUSTOM_PATTERN = { method: 10, path: 18 } as const;

/** The `google.api.http` option of a method, decoded from its bytes; absent when the method has none. */
export function httpRuleOf(method: DescMethod): HttpRule | undefined {
  const payloads: Uint8Array[] = [];
  for (const field of method.proto.options?.$unknown ?? []) {
    if (field.no === httpFieldNumber && field.wireType === 2) payloads.push(...lengthPrefixed(field.data));
  }
  return payloads.length === 0 ? undefined : decodeHttpRule(concatBytes(payloads), 0);
}

/** `GET /v1/models/{id}`: the rule first, then its additional bindings. */
export function httpBindings(rule: HttpRule | undefined): readonly string[] {
  if (rule === undefined) return [];
  const own = rule.path === "" ? [] : [`${rule.method} ${rule.path}`];
  return [...own, ...rule.additionalBindings.flatMap(httpBindings)];
}

/** protobuf-es keeps the length in front of an unknown length-delimited payload: with a tag, it is a field again. */
function lengthPrefixed(bytes: Uint8Array): readonly Uint8Array[] {
  const tag = 10;
  return lenPayloads(concatBytes([Uint8Array.of(tag), bytes]), tag);
}

function decodeHttpRule(bytes: Uint8Array, depth: number): HttpRule {
  const rule = { method: "", path: "", body: "", responseBody: "" };
  const additionalBindings: HttpRule[] = [];
  eachField(bytes, (tag, reader) => {
    const pattern = patternMethods.get(tag);
    if (pattern !== undefined) Object.assign(rule, { method: pattern, path: reader.string() });
    else if (tag === RULE.body) rule.body = reader.string();
    else if (tag === RULE.customPattern) Object.assign(rule, decodeCustomPattern(reader.bytes()));
    else if (tag === RULE.responseBody) rule.responseBody = reader.string();
    else if (tag === RULE.additionalBinding && depth < maxDepth) {
      additionalBindings.push(decodeHttpRule(reader.bytes(), depth + 1));
    } else return false;
    return true;
  });
  return { ...rule, additionalBindings };
}

function decodeCustomPattern(bytes: Uint8Array): { readonly method: string; readonly path: string } {
  let method = "";
  let path = "";
  eachField(bytes, (tag, reader) => {
    if (tag === CUSTOM_PATTERN.method) method = reader.string();
    else if (tag === CUSTOM_PATTERN.path) path = reader.string();
    else return false;
    return true;
  });
  return { method, path };
}
