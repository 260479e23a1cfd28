/** A message and one binding → the HTTP request that carries it. Pure. */
import type { DescField, DescMessage } from "@bufbuild/protobuf";
import type { Finding, Result } from "../../finding.ts";
import { fieldsAlong, impliedValue, valueAt } from "./field-values.ts";
import { memberOf, membersOf } from "./json-text.ts";
import {
  isMultiSegment,
  type PathTemplate,
  parsePathTemplate,
  patternOf,
  type TemplateVariable,
  variablesOf,
} from "./path-template.ts";
import { encodeLiteral, encodeSegment, encodeSegments } from "./percent-encoding.ts";
import { flattenToQuery, type QueryParameter } from "./query.ts";
import { urlText } from "./url-value.ts";

/** One way a method is offered over HTTP: a `google.api.HttpRule` without its additional bindings. */
export interface HttpBinding {
  /** `GET`, `POST`, …, or the kind of a custom pattern. */
  readonly method: string;
  readonly path: string;
  /** `*`, the name of a field, or empty. */
  readonly body: string;
  /** The name of a field, or empty for the whole message. */
  readonly responseBody: string;
}

/** What of a message goes where. */
export interface HttpRequestPlan {
  readonly binding: HttpBinding;
  readonly method: string;
  /** Path and query, encoded: `/v1/models/a:predict?top=5`. */
  readonly url: string;
  /** The values of path variables by field path, as they are in the message. */
  readonly pathValues: readonly QueryParameter[];
  readonly query: readonly QueryParameter[];
  /** Compact JSON; absent when the request has no body. */
  readonly body?: string;
}

/** `POST /v1/{name=models/*}:predict`, as bindings are shown. */
export function bindingText(binding: HttpBinding): string {
  return `${binding.method} ${binding.path}`;
}

/**
 * Builds the request by which `binding` carries `json`, compact ProtoJSON of a message of `type`. Refuses with
 * findings that say which field keeps it from being carried; nothing of the message is dropped without a finding.
 */
export function planHttpRequest(
  binding: HttpBinding,
  type: DescMessage,
  json: string,
): Result<HttpRequestPlan> {
  const parsed = parsePathTemplate(binding.path);
  if ("fault" in parsed) {
    const { message, at } = parsed.fault;
    return refused([
      {
        code: "bad-path-template",
        severity: "error",
        message: `The path template ${binding.path} of the schema cannot be read at column ${at + 1}: ${message}`,
        hint: "The google.api.http option of this method has to be corrected in its .proto file.",
      },
    ]);
  }
  const findings: Finding[] = [];
  const values = new Map<string, string>();
  for (const variable of variablesOf(parsed.template)) readVariable(variable, type, json, values, findings);
  const path = expand(parsed.template, values, findings, binding);
  const taken = new Set(values.keys());
  const body = bodyOf(binding, type, json, taken, findings);
  const query: QueryParameter[] = [];
  if (binding.body !== "*") flattenToQuery(json, type, taken, { parameters: query, findings });
  if (findings.some(({ severity }) => severity === "error")) return refused(findings);
  const search = query.map(({ name, value }) => `${encodeSegment(name)}=${encodeSegment(value)}`).join("&");
  const plan = {
    binding,
    method: methodOf(binding),
    url: search === "" ? path : `${path}?${search}`,
    pathValues: [...values].map(([name, value]) => ({ name, value })),
    query,
    ...(body === undefined ? {} : { body }),
  };
  return { ok: true, value: plan, findings };
}

/** `*` as a custom kind leaves the method open. */
function methodOf(binding: HttpBinding): string {
  if (binding.method !== "*") return binding.method;
  return binding.body === "" ? "GET" : "POST";
}

function readVariable(
  variable: TemplateVariable,
  type: DescMessage,
  json: string,
  values: Map<string, string>,
  findings: Finding[],
): void {
  const path = variable.fieldPath.join(".");
  const fields = fieldsAlong(type, variable.fieldPath);
  const field = fields?.at(-1);
  if (fields === undefined || field === undefined) {
    findings.push({
      code: "unknown-path-field",
      severity: "error",
      path,
      message: `The path names the field ${path}, which ${type.typeName} does not have.`,
      hint: "The google.api.http option of this method has to be corrected in its .proto file.",
    });
    return;
  }
  const value = valueAt(json, fields);
  const text = value === undefined ? impliedValue(field) : urlText(field, value);
  const pattern = patternOf(variable.segments);
  if (text === undefined || (text === "" && pattern !== "**")) {
    findings.push(value === undefined || text === "" ? unset(path, pattern) : notPlain(path, field));
    return;
  }
  if (!matches(variable, text)) {
    findings.push({
      code: "path-mismatch",
      severity: "error",
      path,
      message: `The field ${path} is “${text.slice(0, 100)}”, and the path wants ${pattern} there.`,
      hint: `Write a value of the form ${exampleOf(pattern)}.`,
    });
    return;
  }
  values.set(fields.map((one) => one.name).join("."), text);
}

function unset(path: string, pattern: string): Finding {
  return {
    code: "path-field-unset",
    severity: "error",
    path,
    message: `The field ${path} is part of the path, and it is empty.`,
    hint: pattern === "*" ? `Fill in ${path}.` : `Fill in ${path}, as ${exampleOf(pattern)}.`,
  };
}

function notPlain(path: string, field: DescField): Finding {
  return {
    code: "path-field-not-plain",
    severity: "error",
    path,
    message: `The field ${path} (${field.fieldKind}) is part of the path, and its value is no plain text, number or boolean.`,
    hint: "The google.api.http option of this method has to be corrected in its .proto file.",
  };
}

/** `models/*` → `models/…`. */
function exampleOf(pattern: string): string {
  return pattern.replace(/\*+/g, "…");
}

/** One wildcard is any segment that is not empty, a deep one any number of them; a lone one takes slashes, encoded. */
function matches(variable: TemplateVariable, text: string): boolean {
  if (!isMultiSegment(variable)) {
    const [only] = variable.segments;
    return only?.kind === "literal" ? text === only.text : text !== "";
  }
  const parts = text.split("/");
  for (const [index, segment] of variable.segments.entries()) {
    if (segment.kind === "deep-wildcard")
      return text === "" || parts.slice(index).every((part) => part !== "");
    const part = parts[index] ?? "";
    if (segment.kind === "literal" ? part !== segment.text : part === "") return false;
  }
  return parts.length === variable.segments.length;
}

function expand(
  template: PathTemplate,
  values: ReadonlyMap<string, string>,
  findings: Finding[],
  binding: HttpBinding,
): string {
  const parts = template.segments.map((segment) => {
    switch (segment.kind) {
      case "literal":
        return encodeLiteral(segment.text);
      case "variable": {
        const text = values.get(segment.fieldPath.join(".")) ?? "";
        return isMultiSegment(segment) ? encodeSegments(text) : encodeSegment(text);
      }
      default:
        findings.push({
          code: "unnamed-wildcard",
          severity: "error",
          message: `The path ${binding.path} has a wildcard that no field fills.`,
          hint: "Choose another binding.",
        });
        return "";
    }
  });
  const path = `/${parts.join("/")}`;
  return template.verb === "" ? path : `${path}:${encodeLiteral(template.verb)}`;
}

/** The body's text; adds the body's field to `taken`. */
function bodyOf(
  binding: HttpBinding,
  type: DescMessage,
  json: string,
  taken: Set<string>,
  findings: Finding[],
): string | undefined {
  if (binding.body === "") return undefined;
  if (binding.body === "*") return withoutFields(json, type, taken, "");
  const field = fieldsAlong(type, [binding.body])?.[0];
  if (field === undefined) {
    findings.push({
      code: "unknown-body-field",
      severity: "error",
      path: binding.body,
      message: `The body is the field ${binding.body}, which ${type.typeName} does not have.`,
      hint: "The google.api.http option of this method has to be corrected in its .proto file.",
    });
    return undefined;
  }
  const bound = new Set([...taken].filter((path) => path.startsWith(`${field.name}.`)));
  const value = memberOf(json, field.jsonName);
  taken.add(field.name);
  if (value === undefined || field.fieldKind !== "message" || bound.size === 0) return value;
  return withoutFields(value, field.message, bound, `${field.name}.`);
}

/** An object text without the fields that the path carries; an object that holds nothing else goes with them. */
function withoutFields(json: string, type: DescMessage, taken: ReadonlySet<string>, prefix: string): string {
  const kept = (membersOf(json) ?? []).flatMap(({ key, value }) => {
    const field = type.fields.find((one) => one.jsonName === key);
    const path = `${prefix}${field?.name ?? key}`;
    if (taken.has(path)) return [];
    const isOnTheWay = [...taken].some((one) => one.startsWith(`${path}.`));
    if (!isOnTheWay || field?.fieldKind !== "message") return [`${JSON.stringify(key)}:${value}`];
    const rest = withoutFields(value, field.message, taken, `${path}.`);
    return rest === "{}" ? [] : [`${JSON.stringify(key)}:${rest}`];
  });
  return `{${kept.join(",")}}`;
}

function refused(findings: readonly Finding[]): Result<never> {
  return { ok: false, findings };
}
